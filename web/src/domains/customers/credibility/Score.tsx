import { useTranslation } from 'react-i18next'
import { type Part, partKeys, readCredibility } from '../../../../../contract/credibility.ts'
import { useRead } from '../../../app/query.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Explain } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useFieldWords } from './words.ts'
import './credibility.css'

/** Below this, somebody should ring the customer before money is lent or paid on what is known of them. */
const low = 60

export const usePartWords = () => {
  const { t } = useTranslation('quality')
  const words = useFieldWords()
  return ({ key, value, fields }: Part): string => {
    if (value === null) return t(`partNone.${key}`)
    if (value >= 1) return t(`partWhy.${key}`)
    return t(`partNot.${key}`, { fields: words.faults(fields) })
  }
}

const Parts = ({ parts }: { parts: Part[] }) => {
  const { t } = useTranslation('quality')
  const words = usePartWords()
  const format = useFormat()
  const shown = partKeys.flatMap((key) => parts.find((part) => part.key === key) ?? [])
  return (
    <ul className="cq-parts">
      {shown.map((part) => (
        <li key={part.key} className={part.value === null ? 'q' : undefined}>
          <span>{t(`part.${part.key}`)}</span>
          <span>{words(part)}</span>
          <span className="num" title={t('weight', { n: part.weight })}>
            {part.value === null
              ? '–'
              : `${format.number(part.value * part.weight, 0)}/${format.number(part.weight)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The head's figure: how far what is known of the customer can be believed, and why. */
export const Score = ({ id }: { id: string }) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const { data } = useRead(readCredibility, { params: { id } })
  const known = data?.score ?? null
  const isLow = known !== null && known < low
  return (
    <div className="cq-score">
      <div className="cap">{t('credibility')}</div>
      {known === null ? (
        <span className="q">{data ? t('badge.none') : ''}</span>
      ) : (
        <span className="row" title={isLow ? t('badge.low') : undefined}>
          {isLow && <Icon name="warn" small label={t('badge.low')} />}
          <b>
            <Explain
              name={t('credibility')}
              figure={format.number(known, 0)}
              aside={t('outOf')}
              explain={{
                definition: (
                  <>
                    {t('badge.definition', { n: data?.records ?? 0 })}
                    <Parts parts={data?.parts ?? []} />
                  </>
                ),
                ...(data?.at && { freshness: format.instant(data.at) }),
              }}
            />
          </b>
          <small className="cap">{t('outOf')}</small>
        </span>
      )}
    </div>
  )
}
