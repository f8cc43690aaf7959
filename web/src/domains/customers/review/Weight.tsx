import { useTranslation } from 'react-i18next'
import type { MatchGroup, MatchPair } from '../../../../../contract/match-review.ts'
import { wordsOfComparison, wordsOfLevel } from '../../../../../contract/match-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { classes } from '../../../ui/classes.ts'
import { bitsIn, percentIn, roundBitsIn, waterfall } from './bits.ts'

/** From the odds of any two people to the pair's weight, comparison by comparison. */
export const Bars = ({ pair }: { pair: MatchPair }) => {
  const { t } = useTranslation('review')
  const { say } = useLanguage()
  const { start, steps, total } = waterfall(pair)
  const said = (comparison: string, level: string) =>
    t('step', { comparison: say(wordsOfComparison(comparison)), level: say(wordsOfLevel(level)) })
  const values = new Map(pair.steps.map(({ comparison, l, r }) => [comparison, `${l ?? '–'} ↔ ${r ?? '–'}`]))
  const silent = pair.steps
    .filter((step) => step.level === 'missing')
    .map((step) => say(wordsOfComparison(step.comparison)))
  const lines = [
    { ...start, words: t('prior'), look: 'neg', hint: undefined },
    ...steps.map((step) => ({
      ...step,
      words: said(step.comparison, step.level),
      look: step.bits < 0 ? 'neg' : 'pos',
      hint: values.get(step.comparison),
    })),
    { ...total, words: t('total'), look: 'tot', hint: undefined },
  ]
  if (pair.steps.length === 0) return <p className="cap">{t('unexplained')}</p>
  return (
    <>
      <ul className="mr-wf">
        {lines.map(({ key, words, bits, from, width, look, hint }) => (
          <li
            key={key}
            className={classes(look === 'tot' && 'tt')}
            title={hint ? `${words}\n${hint}` : words}
          >
            <span className="cut">{words}</span>
            <span className="mr-bar">
              <i className={look} style={{ left: `${from}%`, width: `${width}%` }} />
            </span>
            <b>{bitsIn(bits)}</b>
          </li>
        ))}
      </ul>
      {silent.length > 0 && (
        <p className="cap">{t('silent', { list: silent.join(t('said.same') === '同' ? '、' : ', ') })}</p>
      )}
    </>
  )
}

/** Where the pair stands between keeping apart and linking. */
export const Scale = ({ pair, thresholds }: { pair: MatchPair; thresholds: MatchGroup['thresholds'] }) => {
  const { t } = useTranslation('review')
  const { reviewAt, linkAt, automatic } = thresholds
  const low = Math.min(reviewAt, pair.weight, -6) - 2
  const high = Math.max(linkAt, pair.weight, 12) + 2
  const at = (weight: number) => `${((weight - low) / (high - low)) * 100}%`
  const words = { from: roundBitsIn(reviewAt), to: roundBitsIn(linkAt) }
  return (
    <>
      <div className="mr-scale" aria-hidden="true">
        <i style={{ left: at(reviewAt), right: `calc(100% - ${at(linkAt)})` }} />
        <u style={{ left: at(pair.weight) }} />
        <span style={{ left: at(reviewAt) }}>{words.from}</span>
        <span style={{ left: at(linkAt) }}>{words.to}</span>
      </div>
      <p className="cap">
        {t('grey', { ...words, weight: bitsIn(pair.weight), percent: percentIn(pair.chance) })}{' '}
        {t(automatic ? 'greyAutomatic' : 'greyManual', words)}{' '}
        {pair.held === 'between' ? '' : t(`heldText.${pair.held}`)}
      </p>
      {pair.browsers > 0 && <p className="cap">{t('sameBrowser', { n: pair.browsers })}</p>}
    </>
  )
}
