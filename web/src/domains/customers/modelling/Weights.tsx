import { useTranslation } from 'react-i18next'
import type { MatchModel } from '../../../../../contract/match-model.ts'
import { wordsOfComparison, wordsOfLevel } from '../../../../../contract/match-words.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Explain } from '../../../ui/Stat.tsx'
import { bitsIn } from '../review/bits.ts'
import { oddsIn, pictured, timesIn } from './figures.ts'

type Level = MatchModel['comparisons'][number]['levels'][number]

const useShare = () => {
  const { t } = useTranslation('modelling')
  return (share: number): string => {
    const shown = pictured(share)
    return 'percent' in shown ? shown.percent : t('weights.oneIn', { n: shown.oneIn })
  }
}

/** Left of the middle speaks against, right of it for one person; everything on one scale. */
const Bar = ({ bits, most }: { bits: number; most: number }) => {
  const width = (Math.abs(bits) / most) * 50
  return (
    <span className="mo-bar" aria-hidden="true">
      <i
        className={bits < 0 ? 'neg' : 'pos'}
        style={bits < 0 ? { right: '50%', width: `${width}%` } : { left: '50%', width: `${width}%` }}
      />
    </span>
  )
}

const LevelRow = ({ comparison, level, most }: { comparison: string; level: Level; most: number }) => {
  const { t } = useTranslation('modelling')
  const { say } = useLanguage()
  const share = useShare()
  const name = say(wordsOfLevel(level.name))
  const whole = t('weights.level', { comparison: say(wordsOfComparison(comparison)), level: name })
  const times = timesIn(level.bits < 0 ? level.u / level.m : level.m / level.u)
  const bits = Math.abs(level.bits).toFixed(1)
  return (
    <li>
      <Explain
        name={whole}
        figure={bitsIn(level.bits)}
        aside={oddsIn(level.bits)}
        explain={{
          definition: (
            <>
              {t(level.bits < 0 ? 'weights.against' : 'weights.for', { level: name, times, bits })}{' '}
              {level.rare && t('weights.rare')}
              <span className="mo-mu">
                <span>{t('weights.m')}</span>
                <b>{`m ${share(level.m)}`}</b>
                <span>{t('weights.u')}</span>
                <b>{`u ${share(level.u)}`}</b>
                {level.kin !== null && (
                  <>
                    <span>{t('weights.kin')}</span>
                    <b>{share(level.kin)}</b>
                  </>
                )}
              </span>
            </>
          ),
          formula: 'log2(m ÷ u)',
        }}
      >
        <span className="mo-level">
          <span className="cut">{name}</span>
          <Bar bits={level.bits} most={most} />
          <b>{bitsIn(level.bits)}</b>
        </span>
      </Explain>
    </li>
  )
}

/** What each level of each comparison adds; the same chart whichever version is shown. */
export const Weights = ({ model }: { model: MatchModel }) => {
  const { t } = useTranslation('modelling')
  const { say } = useLanguage()
  const share = useShare()
  const all = model.comparisons.flatMap(({ levels }) => levels.map(({ bits }) => Math.abs(bits)))
  const most = Math.max(1, Math.abs(model.priorBits), ...all)
  return (
    <Panel title={t('weights.title')} note={t('weights.note')}>
      <div className="mo-sides" aria-hidden="true">
        <span>{t('weights.less')}</span>
        <span>{t('weights.more')}</span>
      </div>
      <div className="mo-weights">
        <section>
          <h3>{t('weights.prior')}</h3>
          <ul>
            <li title={t('weights.priorText', { share: share(model.prior) })}>
              <span className="mo-level">
                <span className="cut cap">{share(model.prior)}</span>
                <Bar bits={model.priorBits} most={most} />
                <b>{bitsIn(model.priorBits)}</b>
              </span>
            </li>
          </ul>
        </section>
        {model.kinPrior !== null && (
          <section>
            <h3>{say(wordsOfComparison('kin'))}</h3>
            <p className="cap">{t('weights.kinText', { share: share(model.kinPrior) })}</p>
          </section>
        )}
        {model.comparisons.map(({ name, levels }) => (
          <section key={name}>
            <h3>{say(wordsOfComparison(name))}</h3>
            <ul>
              {levels.map((level) => (
                <LevelRow key={level.name} comparison={name} level={level} most={most} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  )
}
