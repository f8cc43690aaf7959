import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../../../../contract/dealers.ts'
import { Button } from '../../../../ui/Button.tsx'
import { PlainTable } from '../../../../ui/PlainTable.tsx'
import { Note } from '../../../../ui/Problem.tsx'
import { Segment } from '../../../../ui/Segment.tsx'
import { SideDrawer } from '../../../../ui/SideDrawer.tsx'
import { useFormat } from '../../../../ui/useFormat.ts'
import { type Pasted, readPasted } from './pasted.ts'

const Read = ({ read, onKind }: { read: Pasted; onKind: (day: string, working: boolean) => void }) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  return (
    <PlainTable<Holiday>
      low
      label={t('holidays.paste')}
      rows={read.items}
      id={(item) => item.day}
      columns={[
        {
          key: 'day',
          title: t('holidays.day'),
          width: 132,
          cell: (item) => `${format.day(item.day, true)} ${format.weekday(item.day)}`,
        },
        {
          key: 'kind',
          title: t('holidays.kind'),
          width: 104,
          cell: (item) => (
            <Segment
              label={`${format.day(item.day)} ${t('holidays.kind')}`}
              value={item.working ? 'work' : 'off'}
              onChange={(kind) => onKind(item.day, kind === 'work')}
              options={[
                { value: 'off', label: t('holidays.offShort') },
                { value: 'work', label: t('holidays.workShort') },
              ]}
            />
          ),
        },
        {
          key: 'name',
          title: t('holidays.name'),
          cell: (item) => <span title={item.name}>{item.name}</span>,
        },
      ]}
    />
  )
}

/** A published list, read line by line before anything of it is taken. */
export const PasteDrawer = ({
  year,
  sending,
  onTake,
  onClose,
}: {
  year: number
  sending: boolean
  onTake: (items: Holiday[]) => void
  onClose: () => void
}) => {
  const { t } = useTranslation('admin')
  const [text, setText] = useState('')
  const [turned, setTurned] = useState<Record<string, boolean>>({})
  const read = readPasted(text, year, t('holidays.unnamed'))
  const items = read.items.map((item) => ({ ...item, working: turned[item.day] ?? item.working }))
  return (
    <SideDrawer
      title={t('holidays.paste')}
      onClose={onClose}
      footer={
        <Button big look="primary" busy={sending} disabled={items.length === 0} onClick={() => onTake(items)}>
          {t('holidays.take', { n: items.length })}
        </Button>
      }
    >
      <div className="hc-paste">
        <div className="f">
          <label htmlFor="holiday-list">
            {t('holidays.list')}
            <span className="q">{t('holidays.listHint')}</span>
          </label>
          <Input.TextArea
            id="holiday-list"
            autoFocus
            autoSize={{ minRows: 6, maxRows: 14 }}
            value={text}
            maxLength={20_000}
            placeholder={t('holidays.example', { year })}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {read.faults.map((one) => (
          <Note key={one.line} look="fault" icon="warn">
            {t('holidays.faultLine', { line: one.line, fault: t(`holidays.fault.${one.fault}`, { year }) })}
            <span className="q2 cut hc-line">{one.text}</span>
          </Note>
        ))}
        {items.length > 0 && (
          <Read
            read={{ ...read, items }}
            onKind={(day, working) => setTurned({ ...turned, [day]: working })}
          />
        )}
        <p className="cap">{t('holidays.takeNote')}</p>
      </div>
    </SideDrawer>
  )
}
