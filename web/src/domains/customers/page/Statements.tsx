import { useTranslation } from 'react-i18next'
import {
  dropPick,
  type GoldenName,
  pickStatement,
  readStatements,
  type Statement,
} from '../../../../../contract/survivorship.ts'
import { call } from '../../../app/client.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { useMayLookBack, useSourceName } from '../words.ts'
import { useValueWords } from './useValueWords.ts'

type Asked = { id: string; name: GoldenName; onDone: () => void }

/** Takes another record's word; taking it back brings back whatever was picked before. */
const usePick = (id: string, name: GoldenName, before: string | undefined) => {
  const { t } = useTranslation('customers')
  const field = t(`field.${name}`)
  const again = (recordId: string) => call(pickStatement, { params: { id }, body: { field: name, recordId } })
  const undrop = before === undefined ? undefined : () => again(before)
  const pick = useWrite(pickStatement, {
    done: () => t('golden.picked', { field }),
    undo: () => (undrop ? undrop() : call(dropPick, { params: { id, field: name } })),
  })
  const drop = useWrite(dropPick, {
    done: () => t('golden.dropped', { field }),
    ...(undrop ? { undo: undrop } : {}),
  })
  return { pick, drop }
}

type LineProps = {
  one: Statement
  /** Whose word the value is; others may agree with it. */
  first: boolean
  shown: string
  onPick: (() => void) | undefined
  onRecord: () => void
}

const Line = ({ one, first, shown, onPick, onRecord }: LineProps) => {
  const { t } = useTranslation('customers')
  const sourceName = useSourceName()
  const how = [
    t(`golden.credibility.${one.credibility}`),
    one.by && t('golden.writtenBy', { name: one.by }),
    one.wins && !first && t('golden.same'),
  ]
  return (
    <li className={one.wins ? 'on' : undefined}>
      <span className="st-tick">
        {first && one.wins && <Icon name="check" small label={t('golden.wins')} />}
      </span>
      <div className="st-said">
        <div className="st-value">{shown}</div>
        <div className="row st-how">
          <span className="cap">{how.filter(Boolean).join(' · ')}</span>
          {onPick && (
            <Button look="link" onClick={onPick}>
              {t('golden.pick')}
            </Button>
          )}
        </div>
      </div>
      <div className="st-from">
        <Button look="link" onClick={onRecord} title={t('golden.record')}>
          {sourceName(one.source)}
        </Button>
        <span className="cap nw">
          <When at={one.at} />
        </span>
      </div>
    </li>
  )
}

/** Where a value comes from and what else was said: the winner first, each with source, date and how it is known. */
export const Statements = ({ id, name, onDone }: Asked) => {
  const { t } = useTranslation('customers')
  const words = useValueWords()
  const { set } = useSearch()
  const mayEdit = useCan('customers.edit')
  const mayLook = useMayLookBack()
  const { data, problem, reload } = useRead(readStatements, { params: { id } })
  const field = data?.fields.find((one) => one.field === name)
  const picked = field?.pick ? field.statements[0]?.recordId : undefined
  const { pick, drop } = usePick(id, name, picked)
  const go = (tab: string, record?: string) => {
    set({ tab, record })
    onDone()
  }
  const busy = pick.sending || drop.sending
  return (
    <div className="expl cp-from">
      <h4>
        {t('golden.from', { field: t(`field.${name}`) })}
        {field && (
          <span className="cap">
            {field.pick
              ? t('golden.pickedBy', { name: field.pick.by })
              : t('golden.byRule', { rule: field.criteria.map((one) => t(`criterion.${one}`)).join(' › ') })}
          </span>
        )}
      </h4>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && [1, 2].map((bar) => <i key={bar} className="bone" />)}
      {field?.elsewhere && <p className="cap">{t('golden.fromElsewhere')}</p>}
      {data && !field && <p className="cap">{t('golden.nothingSaid')}</p>}
      {field && (
        <ul className="st" aria-busy={busy}>
          {field.statements.map((one, at) => (
            <Line
              key={one.recordId}
              one={one}
              first={at === 0}
              shown={one.value === null ? t('golden.emptied') : words(name, one.value)}
              onPick={
                mayEdit && !busy && !one.wins && one.value !== null
                  ? () => void pick.send({ params: { id }, body: { field: name, recordId: one.recordId } })
                  : undefined
              }
              onRecord={() => go('records', one.recordId)}
            />
          ))}
        </ul>
      )}
      <div className="foot">
        {mayEdit && field?.pick && (
          <Button look="link" busy={busy} onClick={() => void drop.send({ params: { id, field: name } })}>
            {t('golden.drop')}
          </Button>
        )}
        {mayLook && (
          <Button look="link" onClick={() => go('history')}>
            {t('golden.history')}
          </Button>
        )}
        <span className="cap end">{t('golden.undoable')}</span>
      </div>
    </div>
  )
}
