import { useTranslation } from 'react-i18next'
import { readLostReasons } from '../../../../contract/insights.ts'
import { lostReasonWords } from '../../../../contract/lead-words.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useRead } from '../../app/query.ts'
import { Meter } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Bones } from './Bones.tsx'
import { Figure } from './Figure.tsx'
import type { Board } from './useBoard.ts'

export const useReasonWords = () => {
  const { t } = useTranslation('insights')
  const { say } = useLanguage()
  const known: Record<string, { zh: string; en: string }> = lostReasonWords
  return (reason: string | null) => {
    if (reason === null) return t('lost.unsaid')
    return known[reason] ? say(known[reason]) : reason
  }
}

/** The reasons given, the most frequent first; each opens its leads. */
export const LostReasons = ({ board }: { board: Board }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const words = useReasonWords()
  const { data, problem, reload } = useRead(readLostReasons, { query: board.query })
  const note = data && data.lost > 0 ? t('lost.note', { n: format.number(data.lost) }) : undefined
  return (
    <Panel
      className="lb-lost"
      title={t('lost.title')}
      note={note}
      end={
        data && data.lost > 0 ? (
          <Figure metric="lost" board={board} figure={format.number(data.lost)} />
        ) : undefined
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={2} />}
      {data && data.lost === 0 && <Empty icon="flag" title={t('lost.none')} />}
      {data && data.lost > 0 && (
        <ul className="lb-reasons">
          {data.items.map((item) => (
            <li key={item.reason ?? ''}>
              <button
                type="button"
                className="rowlink"
                disabled={item.reason === null}
                onClick={() => board.showRows('lost', { reason: item.reason ?? undefined })}
              >
                <span className="cut" title={words(item.reason)}>
                  {words(item.reason)}
                </span>
                <span>
                  <b>{format.percent(item.share, 0)}</b>{' '}
                  <span className="q">{format.number(item.leads)}</span>
                </span>
                <Meter
                  share={item.share}
                  label={t('lost.share', {
                    share: format.percent(item.share, 0),
                    n: format.number(item.leads),
                  })}
                />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
