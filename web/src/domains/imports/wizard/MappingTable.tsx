import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportColumn, ImportCounts, ImportDetail } from '../../../../../contract/imports.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Kbd } from '../../../ui/Marks.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { useKinds, useRegister } from '../words.ts'
import { SavedMapping } from './SavedMapping.tsx'
import { useChange } from './useChange.ts'

/** Below this a person should look. */
const sureFrom = 80
const leave = '-'

const asks = (column: ImportColumn) =>
  column.field !== null && column.because !== 'none' && column.sure < sureFrom

const Sure = ({ column }: { column: ImportColumn }) => {
  const { t } = useTranslation('imports')
  if (column.field === null) return null
  if (column.because === 'saved') return <span className="q2">{t('mapping.saved')}</span>
  if (column.because === 'none') return <span className="q2">{t('mapping.chosen')}</span>
  if (asks(column)) return <b className="iw-ask">{t('mapping.check', { n: column.sure })}</b>
  return t('percent', { n: column.sure })
}

/** What the dry run said about this column, or why nothing happens with it. */
const useHappens = (checked: ImportCounts | null) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const format = useFormat()
  return (column: ImportColumn): { words: string; fault: boolean } => {
    if (column.empty) return { words: t('mapping.emptyColumn'), fault: false }
    if (column.field === null) return { words: t('mapping.keepsRaw'), fault: false }
    const problem = checked?.problems.find((one) => one.field === column.field)
    if (problem)
      return {
        words: t('mapping.problem', { n: format.number(problem.rows), what: say(problem.message) }),
        fault: true,
      }
    const conflict = checked?.conflicts.find((one) => one.field === column.field)
    return { words: conflict ? t('mapping.warned', { n: format.number(conflict.rows) }) : '', fault: false }
  }
}

type LineProps = {
  item: ImportDetail
  column: ImportColumn
  on: boolean
  onPoint: () => void
  onField: (field: string | undefined) => void
  happens: { words: string; fault: boolean }
  locked: string | undefined
}

const Line = ({ item, column, on, onPoint, onField, happens, locked }: LineProps) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const { fieldsOf } = useKinds()
  const register = useRegister()
  const fields = fieldsOf(item.kind)
  const field = fields.find((one) => one.key === column.field)
  const header = column.header || t('mapping.headerless', { n: column.column + 1 })
  const values = column.values.slice(0, 2).join(' · ')
  return (
    <tr className={classes(on && 'on')} onClick={onPoint}>
      <td>
        <b title={header}>{header}</b>
      </td>
      <td className="q2" title={column.values.join('\n')}>
        {values || '–'}
      </td>
      <td className="q iw-arrow">
        <Icon name="arrow" small />
      </td>
      <td id={`to-${column.column}`} title={locked}>
        <Choice<string>
          value={column.field ?? leave}
          disabled={locked !== undefined}
          options={[
            { value: leave, label: t('mapping.leave') },
            ...fields.map((one) => ({ value: one.key, label: say(one) })),
          ]}
          onChange={(value) => onField(value === leave ? undefined : value)}
        />
      </td>
      <td className="q2">
        {field && register(field.register)}{' '}
        {field?.matchKey && <Icon name="key" small label={t('mapping.key')} />}
      </td>
      <td className="num">
        <Sure column={column} />
      </td>
      <td className={happens.fault ? 'iw-fault' : 'q2'} title={happens.words}>
        {happens.words}
      </td>
    </tr>
  )
}

const Head = () => {
  const { t } = useTranslation('imports')
  return (
    <>
      <colgroup>
        <col style={{ width: 120 }} />
        <col style={{ width: 140 }} />
        <col style={{ width: 30 }} />
        <col style={{ width: 172 }} />
        <col style={{ width: 104 }} />
        <col style={{ width: 84 }} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('mapping.inFile')}</th>
          <th scope="col">{t('mapping.values')}</th>
          <th />
          <th scope="col">{t('mapping.to')}</th>
          <th scope="col">{t('mapping.register')}</th>
          <th scope="col" className="num">
            {t('mapping.sure')}
          </th>
          <th scope="col">{t('mapping.happens')}</th>
        </tr>
      </thead>
    </>
  )
}

const Foot = () => {
  const { t } = useTranslation('imports')
  const { keys } = { keys: [['J', 'K'], ['↵'], ['X']] }
  const words = [t('mapping.move'), t('mapping.change'), t('mapping.out')]
  return (
    <div className="foot-bar">
      {keys.map((row, index) => (
        <span key={row[0]} className="row iw-keys">
          {row.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
          {words[index]}
        </span>
      ))}
      <span className="grow" />
      <span>{t('mapping.keeps')}</span>
    </div>
  )
}

/** Which column goes where, how sure we are, and what the dry run found in it. */
export const MappingTable = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const mayRun = useCan('imports.run')
  const change = useChange(item)
  const happens = useHappens(item.checked)
  const [at, setAt] = useState(0)
  const { columns } = item
  const checking = item.state === 'checking'
  const locked = mayRun ? (checking ? t('check.under') : undefined) : t('mayNot')
  const focus = () => document.querySelector<HTMLElement>(`#to-${columns[at]?.column} input`)?.focus()
  const leaveOut = () => {
    const column = columns[at]
    if (column?.field && !locked) change.setField(column.column, undefined)
  }
  useKeys([
    { keys: 'j', label: t('mapping.move'), run: () => setAt(Math.min(columns.length - 1, at + 1)) },
    { keys: 'k', label: t('mapping.move'), run: () => setAt(Math.max(0, at - 1)) },
    { keys: 'Enter', label: t('mapping.change'), run: focus },
    { keys: 'x', label: t('mapping.out'), run: leaveOut },
  ])
  const mapped = columns.filter((column) => column.field !== null)
  return (
    <>
      <div className="bar">
        <b className="nw">{t('mapping.title')}</b>
        <span className="cap cut">
          {t('mapping.summary', {
            matched: mapped.filter((column) => !asks(column)).length,
            check: mapped.filter(asks).length,
            out: columns.length - mapped.length,
          })}
        </span>
        <span className="grow" />
        <SavedMapping
          item={item}
          onUse={(useSaved) => change.send({ useSaved })}
          onName={(source) => change.send({ source, mapping: item.mapping })}
          locked={locked}
        />
      </div>
      {item.missing.length > 0 && (
        <div className="iw-missing">
          <Note look="signal" icon="warn">
            {t('mapping.missing', { fields: item.missing.map(say).join(' · ') })}
          </Note>
        </div>
      )}
      <div className="scroll iw-map">
        <table className="tbl">
          <Head />
          <tbody>
            {columns.map((column, index) => (
              <Line
                key={column.column}
                item={item}
                column={column}
                on={index === at}
                onPoint={() => setAt(index)}
                onField={(field) => change.setField(column.column, field)}
                happens={happens(column)}
                locked={locked}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Foot />
    </>
  )
}
