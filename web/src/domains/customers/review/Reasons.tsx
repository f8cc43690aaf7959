import { useTranslation } from 'react-i18next'
import type { MatchGroup, MatchPair } from '../../../../../contract/match-review.ts'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { ClusterButton } from '../modelling/Cluster.tsx'
import { bitsIn } from './bits.ts'
import { letterOf } from './fields.ts'
import { Recent } from './Recent.tsx'
import type { Review } from './useReview.ts'
import { Bars, Scale } from './Weight.tsx'

const Matrix = ({
  group,
  pairId,
  onPair,
}: {
  group: MatchGroup
  pairId: string | undefined
  onPair: (id: string) => void
}) => {
  const { t } = useTranslation('review')
  const ids = group.sides.map((side) => side.customer.id)
  const between = (a: string, b: string) =>
    group.pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))
  return (
    <section>
      <Section title={t('between', { n: ids.length })} />
      <table className="mr-mx">
        <thead>
          <tr>
            <th />
            {ids.slice(1).map((id) => (
              <th key={id} scope="col">
                {letterOf(group, id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ids.slice(0, -1).map((a, row) => (
            <tr key={a}>
              <th scope="row">{letterOf(group, a)}</th>
              {ids.slice(1).map((b, column) => {
                const pair = column >= row ? between(a, b) : undefined
                return (
                  <td key={b}>
                    {pair ? (
                      <button
                        type="button"
                        className={classes('rowlink', pair.id === pairId && 'on')}
                        onClick={() => onPair(pair.id)}
                      >
                        {bitsIn(pair.weight)}
                      </button>
                    ) : (
                      <span className="q">{column >= row ? '–' : ''}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Props = {
  group: MatchGroup
  pairId: string | undefined
  onPair: (id: string) => void
  review: Review
}

/** Why a pair is alike, in bits; how the others stand to one another; what has been decided of late. */
export const Reasons = ({ group, pairId, onPair, review }: Props) => {
  const { t } = useTranslation('review')
  const pair = group.pairs.find((one) => one.id === pairId) ?? group.pairs[0]
  const records = group.sides.reduce((sum, side) => sum + side.records, 0)
  const pairName = (one: MatchPair) =>
    [one.a, one.b]
      .map((id) => letterOf(group, id))
      .sort()
      .join('–')
  return (
    <aside className="mr-why" aria-label={t('why')}>
      {pair && (
        <section>
          <h3 className="sec">
            {t('why')}
            {group.pairs.length > 1 && (
              <span className="mr-seg">
                {group.pairs.slice(0, 6).map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    aria-pressed={one.id === pair.id}
                    className={classes(one.id === pair.id && 'on')}
                    onClick={() => onPair(one.id)}
                  >
                    {pairName(one)}
                  </button>
                ))}
              </span>
            )}
          </h3>
          <Bars pair={pair} />
          <Scale pair={pair} thresholds={group.thresholds} />
          <ClusterButton key={group.survivorId} id={group.survivorId} />
        </section>
      )}
      {group.sides.length > 2 && <Matrix group={group} pairId={pair?.id} onPair={onPair} />}
      <section>
        <Section title={t('nothingLost')} />
        <ul className="mr-keep">
          <li>
            <Icon name="undo" small />
            {t('lost.undo')}
          </li>
          <li>
            <Icon name="link" small />
            {t('lost.records', { n: records })}
          </li>
          <li>
            <Icon name="shield" small />
            {t('lost.consent')}
          </li>
        </ul>
      </section>
      <Recent review={review} />
    </aside>
  )
}
