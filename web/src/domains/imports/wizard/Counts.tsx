import { useTranslation } from 'react-i18next'
import { type ImportCounts, outcomes } from '../../../../../contract/imports.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { CountBar } from '../ImportList.tsx'
import { outcomeColors } from '../words.ts'

/** The stacked bar and its counts; a count opens its rows. */
export const Counts = ({ counts }: { counts: ImportCounts }) => {
  const { t } = useTranslation('imports')
  const { set } = useSearch()
  const format = useFormat()
  return (
    <div>
      <CountBar counts={counts} />
      <ul className="iw-counts">
        {outcomes.map((outcome) => (
          <li key={outcome}>
            <i style={{ background: outcomeColors[outcome] }} />
            {t(`outcome.${outcome}`)}
            <span className="cap cut">{t(`outcomeNote.${outcome}`)}</span>
            <button
              type="button"
              className="ex end"
              disabled={counts[outcome] === 0}
              title={t('check.show', { name: t(`outcome.${outcome}`) })}
              onClick={() => set({ rows: outcome })}
            >
              <b>{format.number(counts[outcome])}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
