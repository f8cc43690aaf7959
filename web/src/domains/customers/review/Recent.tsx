import { useTranslation } from 'react-i18next'
import { readMatchAgreement } from '../../../../../contract/match-review.ts'
import { useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Panel.tsx'
import type { Review } from './useReview.ts'

/** The reader's own answers, to be taken back; for who only looks, everybody's. Below, how far reviewers agree. */
export const Recent = ({ review }: { review: Review }) => {
  const { t } = useTranslation('review')
  const agreement = useRead(readMatchAgreement, {}, { staleSeconds: 300 }).data
  const { recent } = review
  const rows = recent.data?.items ?? []
  const share = (value: number) => `${Math.round(value * 100)}%`
  return (
    <section>
      <Section title={t('recent')} />
      {rows.length === 0 && !recent.loading && <p className="cap">{t('noRecent')}</p>}
      <ul className="mr-keep">
        {rows.map((row) => {
          const words = `${row.names.join(' / ')} ${t(`decision.${row.verdict}`, { n: row.people })}`
          return (
            <li key={row.id}>
              <span className="grow cut" title={[words, row.by, row.reason].filter(Boolean).join(' · ')}>
                {row.names[0]}{' '}
                <span className="q">
                  {t(`decision.${row.verdict}`, { n: row.people })}
                  {!review.may && ` · ${row.by}`}
                </span>
              </span>
              {row.undone ? (
                <span className="cap">{t('decision.undone')}</span>
              ) : (
                review.may && (
                  <Button look="link" onClick={() => void review.undo(row.id)}>
                    {t('undo')}
                  </Button>
                )
              )}
            </li>
          )
        })}
      </ul>
      {agreement?.agreed && (
        <p className="cap">
          {agreement.kappa
            ? t('agreement', {
                percent: share(agreement.agreed.value),
                n: agreement.pairs,
                kappa: agreement.kappa.value.toFixed(2),
                low: agreement.kappa.low.toFixed(2),
                high: agreement.kappa.high.toFixed(2),
              })
            : t('agreementShort', { percent: share(agreement.agreed.value), n: agreement.pairs })}
        </p>
      )}
    </section>
  )
}
