import { useTranslation } from 'react-i18next'
import type { AnalysisAnswer, ListedAnalysis } from '../../../../../contract/analyses.ts'
import { boardPath } from '../../../../../contract/boards.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Foot, Told, ToldFigure } from '../Told.tsx'
import { useFreshness } from '../useFreshness.ts'
import type { AskedBoard } from './useAsked.ts'

type Props = {
  answer: AnalysisAnswer
  /** Which boards show it; an exploration is on none. */
  entry?: ListedAnalysis
  listens: ListedAnalysis['filters']
  board: AskedBoard
  onRows?: (() => void) | undefined
}

export const usePeriodWords = () => {
  const { t } = useTranslation('boards')
  const format = useFormat()
  return ({ period }: AnalysisAnswer) =>
    period ? t('period', { from: format.day(period.from), to: format.day(period.to) }) : t('asOfNow')
}

/** The title of an analysis; clicked, it says what it means, of when it is, how old, and who else uses it. */
export const Account = ({ answer, entry, listens, board, onRows }: Props) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const format = useFormat()
  const periodWords = usePeriodWords()
  const fresh = useFreshness(answer.freshness)
  const name = say(answer.title)
  const { model } = answer
  const sql = answer.sql.join('\n\n')
  const used = entry?.usedBy ?? []
  return (
    <ToldFigure
      name={name}
      figure={name}
      content={({ close, showSql }) => (
        <div className="expl">
          <h4>{name}</h4>
          <Told
            definition={say(answer.definition)}
            formula={say(answer.formula)}
            freshness={fresh}
            registerIds={answer.registerIds}
            close={close}
            more={[
              {
                name: t('account.period'),
                words: [periodWords(answer), ...board.words(listens)].join(t('account.and')),
              },
              ...(model
                ? [
                    {
                      name: t('account.model'),
                      words: t('account.modelOf', { n: model.version, at: format.instant(model.at) }),
                    },
                  ]
                : []),
              ...(used.length > 0
                ? [
                    {
                      name: t('account.usedBy'),
                      words: (
                        <span className="row lb-ids">
                          {used.map((one) => (
                            <Anchor key={one.key} to={boardPath(one.key)} onClick={close}>
                              {say(one.title)}
                            </Anchor>
                          ))}
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Foot
            onRows={
              onRows &&
              (() => {
                close()
                onRows()
              })
            }
            onSql={sql ? () => showSql({ title: answer.title, sql }) : undefined}
          />
        </div>
      )}
    />
  )
}
