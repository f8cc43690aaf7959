import { useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { type ConflictRow, firstPick, merged, rowsOf, type Side, type Versions } from './conflict.ts'
import { Dialog } from './Dialog.tsx'
import { fill } from './fill.ts'
import { Icon } from './Icon.tsx'
import type { Clash } from './useConflict.ts'

type Props<V> = {
  clash: Clash<V>
  /** Gets their record with what was picked of mine on top; puts it into the form and sends it. */
  onKeepMine: (values: V) => void
  onTakeTheirs: () => void
}

const Pick = ({
  side,
  row,
  on,
  onPick,
}: {
  side: Side
  row: ConflictRow
  on: boolean
  onPick: () => void
}) => {
  const { problem } = useTexts('ui')
  return (
    <button type="button" className={classes('cf-side', on && 'on')} aria-pressed={on} onClick={onPick}>
      <span className="cf-who">{side === 'mine' ? problem.yours : problem.theirs}</span>
      <span className={classes('cf-text', row.changed[side] && 'changed')}>{row[side] || '–'}</span>
      {on && <Icon name="check" small />}
    </button>
  )
}

const Chooser = <V,>({ clash, versions, onKeepMine, onTakeTheirs }: Props<V> & { versions: Versions<V> }) => {
  const { problem } = useTexts('ui')
  const [picks, setPicks] = useState<Record<string, Side>>({})
  const rows = rowsOf(clash.shown, versions)
  const asked = rows.filter((row) => row.changed.theirs)
  const kept = rows.filter((row) => !row.changed.theirs)
  const pickOf = (row: ConflictRow) => picks[row.key] ?? firstPick(row)
  // Where only they touched what is asked, what is picked is not "mine".
  const asTyped =
    asked.some((row) => pickOf(row) === 'mine') && rows.every((row) => pickOf(row) === firstPick(row))
  const takeTheirs = () => {
    clash.accept()
    onTakeTheirs()
  }
  const keepMine = () => {
    clash.accept()
    onKeepMine(merged(rows, picks, versions))
  }
  return (
    <>
      <p className="cap">{problem.conflictText}</p>
      <ul className="cf">
        {asked.map((row) => (
          <li key={row.key}>
            <div className="cf-name">
              <b>{row.label}</b>
              <span className="cap cut" title={row.began}>
                {problem.original}: {row.began || '–'}
              </span>
            </div>
            {(['theirs', 'mine'] as const).map((side) => (
              <Pick
                key={side}
                {...{ side, row }}
                on={pickOf(row) === side}
                onPick={() => setPicks({ ...picks, [row.key]: side })}
              />
            ))}
          </li>
        ))}
      </ul>
      {kept.length > 0 && (
        <p className="cap">
          {fill(problem.conflictKept, { fields: kept.map((row) => row.label).join(problem.comma) })}
        </p>
      )}
      <div className="ask-foot">
        <Button big onClick={takeTheirs}>
          {problem.takeTheirs}
        </Button>
        <Button big look="primary" onClick={keepMine}>
          {asTyped ? problem.keepMine : problem.keepPicked}
        </Button>
      </div>
    </>
  )
}

/** After a 409: what they changed and what you typed, field by field, each to be picked before anything is saved. */
export const Conflict = <V,>(props: Props<V>) => {
  const { problem } = useTexts('ui')
  const { versions, close } = props.clash
  return (
    <Dialog open={versions !== undefined} width={640} title={problem.conflict} onClose={close}>
      {versions && <Chooser {...props} versions={versions} />}
    </Dialog>
  )
}
