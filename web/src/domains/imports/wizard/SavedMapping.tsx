import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportDetail } from '../../../../../contract/imports.ts'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Popup } from '../../../ui/Popup.tsx'

type Props = {
  item: ImportDetail
  onUse: (source: string) => void
  onName: (source: string) => void
  locked: string | undefined
}

const Inside = ({ item, onUse, onName, locked, onDone }: Props & { onDone: () => void }) => {
  const { t } = useTranslation('imports')
  const [name, setName] = useState(item.source)
  const keep = () => {
    if (name.trim() && name.trim() !== item.source) onName(name.trim())
    onDone()
  }
  return (
    <div className="iw-saved">
      <label className="lab" htmlFor="mapping-source">
        {t('mapping.rename')}
      </label>
      <span className="row">
        <Input
          id="mapping-source"
          size="small"
          value={name}
          maxLength={80}
          disabled={locked !== undefined}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
        />
        <Button disabled={locked !== undefined} title={locked} onClick={keep}>
          <Icon name="check" small />
        </Button>
      </span>
      <p className="cap">{t('mapping.renameText')}</p>
      <span className="lab">{t('mapping.savedMapping')}</span>
      {item.saved.length === 0 && <p className="cap">{t('mapping.savedNone')}</p>}
      {item.saved.map(({ source, updatedAt }) => (
        <button
          key={source}
          type="button"
          className="iw-use"
          disabled={locked !== undefined}
          title={locked ?? source}
          onClick={() => {
            onUse(source)
            onDone()
          }}
        >
          <span className="cut">{source}</span>
          <span className="cap nw">
            <When at={updatedAt} short />
          </span>
        </button>
      ))}
    </div>
  )
}

/** The name this mapping is kept under, and those kept before. */
export const SavedMapping = (props: Props) => {
  const { t } = useTranslation('imports')
  const [open, setOpen] = useState(false)
  return (
    <Popup
      width={300}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={<Inside {...props} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="chip" aria-expanded={open} title={props.item.source}>
        {t('mapping.savedMapping')} <b className="cut iw-source">{props.item.source}</b>
        <Icon name="down" />
      </button>
    </Popup>
  )
}
