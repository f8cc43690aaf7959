import { useTranslation } from 'react-i18next'
import type { ThresholdEffect } from '../../../../../contract/match-model.ts'
import { classes } from '../../../ui/classes.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { roundBitsIn } from '../review/bits.ts'

type Line = { key: string; words: string; title?: string; of: (effect: ThresholdEffect) => string }

/** What the thresholds on screen would do, beside what the saved ones do. */
export const Effect = ({
  saved,
  moved,
  touched,
  brand,
}: {
  saved: ThresholdEffect | undefined
  moved: ThresholdEffect
  touched: boolean
  /** Null: the network. */
  brand: string | null
}) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const count = (n: number) => format.number(n)
  const gathered = (effect: ThresholdEffect, n: number) =>
    effect.ungathered ? t('effect.uncounted') : count(n)
  const { verified, grown } = moved.pairs
  const lines: Line[] = [
    { key: 'linked', words: t('effect.linked'), of: ({ pairs }) => count(pairs.linked) },
    { key: 'customers', words: t('effect.customers'), of: (one) => gathered(one, one.customers.linked) },
    { key: 'become', words: t('effect.become'), of: (one) => gathered(one, one.customers.become) },
    {
      key: 'held',
      words: t('effect.held'),
      title: t('effect.heldText', { verified: count(verified), grown: count(grown) }),
      of: ({ pairs }) => count(pairs.verified + pairs.grown),
    },
    { key: 'asked', words: t('effect.asked'), of: ({ pairs }) => count(pairs.asked) },
    { key: 'people', words: t('effect.askedCustomers'), of: ({ customers }) => count(customers.asked) },
    { key: 'apart', words: t('effect.apart'), of: ({ pairs }) => count(pairs.apart) },
    {
      key: 'unlinkable',
      words: t('effect.unlinkable'),
      title: t('effect.unlinkableText', { link: roundBitsIn(moved.linkAt) }),
      of: ({ unlinkable: { records, of } }) =>
        `${count(records)}${of > 0 ? ` · ${format.percent(records / of)}` : ''}`,
    },
  ]
  return (
    <Panel
      title={t('effect.title')}
      note={touched ? (brand ? t('effect.noteBrand', { brand }) : t('effect.note')) : t('effect.noteSaved')}
      flush
    >
      <table className="tbl in c32 mo-effect">
        <thead>
          <tr>
            <th>
              <span className="sr">{t('effect.title')}</span>
            </th>
            <th className="num">{t('effect.saved')}</th>
            <th className="num">{t('effect.moved')}</th>
          </tr>
        </thead>
        <tbody aria-live="polite">
          {lines.map(({ key, words, title, of }) => {
            const [before, after] = [saved && of(saved), of(moved)]
            return (
              <tr key={key}>
                <th scope="row" title={title ?? words}>
                  {words}
                  {title && <span className="cap mo-sub">{title}</span>}
                </th>
                <td className="num">{before ?? '–'}</td>
                <td className={classes('num', before !== after && 'mo-moved')}>{after}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {moved.ungathered && <Note>{t('effect.uncountedText')}</Note>}
    </Panel>
  )
}
