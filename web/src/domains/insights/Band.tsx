import { useTranslation } from 'react-i18next'
import type { Loop, StepKey } from '../../../../contract/insights.ts'
import { ClockLabel } from '../../ui/Clock.tsx'
import { classes } from '../../ui/classes.ts'
import { Spark } from '../../ui/Figures.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { blocksOf, bodyHeight, columnWidth, isMoney, type Step } from './band.ts'
import { Figure } from './Figure.tsx'
import type { Board } from './useBoard.ts'
import { useStepWords } from './useStepWords.ts'

const StepName = ({ step }: { step: Step }) => {
  const { t } = useTranslation('insights')
  const name = t(`step.${step.key}`)
  if (step.key !== 'in-time') return <>{name}</>
  return (
    <ClockLabel state="in" left={step.conversion ?? 0}>
      {name}
    </ClockLabel>
  )
}

const colour = (key: StepKey) => (key === 'in-time' ? 'var(--in)' : 'var(--c1)')

const shadeOf = (key: StepKey) => (isMoney(key) ? 'lb-money' : key === 'in-time' ? 'lb-in' : 'lb-count')

const BandDrawing = ({ steps }: { steps: Step[] }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const blocks = blocksOf(steps)
  const width = columnWidth * steps.length
  return (
    <div className="lb-band">
      <svg
        viewBox={`0 0 ${width} ${bodyHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('hero.band')}
      >
        {blocks.map((block) => (
          <g key={block.key}>
            {block.link && <rect {...block.link} className="lb-money" />}
            {block.flow && <path d={block.flow} className="flow" />}
            <rect {...block.body} className={shadeOf(block.key)} />
          </g>
        ))}
      </svg>
      {blocks.map(
        (block) =>
          block.conversion !== null && (
            <span
              key={block.key}
              className="lb-cv"
              style={{ left: `${block.conversionAt}%` }}
              title={t('hero.conversion', {
                share: format.percent(block.conversion),
                step: t(`step.${block.from}`),
              })}
            >
              {format.percent(block.conversion, block.conversion < 10 ? 1 : 0)}
            </span>
          ),
      )}
    </div>
  )
}

const StepFigure = ({ step, loop, board }: { step: Step; loop: Loop; board: Board }) => {
  const { t } = useTranslation('insights')
  const words = useStepWords(loop)
  const values = step.weekly.map((value) => value ?? 0)
  return (
    <div className="lb-st">
      <Figure
        metric={step.key}
        board={board}
        figure={words.figure(step)}
        before={words.was(step)}
        {...(step.key === 'in-time' ? { overdue: loop.overdue } : {})}
      />
      <div className="c">{words.cost(step)}</div>
      <div className="s">
        {values.length > 1 && (
          <Spark
            values={values}
            width={64}
            height={18}
            color={colour(step.key)}
            label={t('hero.spark', { step: t(`step.${step.key}`) })}
          />
        )}
        <span title={words.changeTitle(step)}>{words.change(step)}</span>
      </div>
    </div>
  )
}

type Props = { loop: Loop; board: Board }

/** Ten columns: names, the band, and under it the figures. */
export const Band = ({ loop, board }: Props) => {
  const steps = loop.steps.filter((step) => step.value !== null)
  const columns = { gridTemplateColumns: `repeat(${steps.length}, minmax(0, 1fr))` }
  return (
    <div className="lb-hero">
      <div className="lb-steps names" style={columns}>
        {steps.map((step) => (
          <div key={step.key} className={classes('k', board.rows === step.key && 'sel')}>
            <StepName step={step} />
          </div>
        ))}
      </div>
      <BandDrawing steps={steps} />
      <div className="lb-steps" style={columns}>
        {steps.map((step) => (
          <StepFigure key={step.key} step={step} loop={loop} board={board} />
        ))}
      </div>
    </div>
  )
}

/** On a phone the band lies down: one line for each step, its length logarithmic. */
export const LyingBand = ({ loop, board }: Props) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const words = useStepWords(loop)
  const steps = loop.steps.filter((step) => step.value !== null)
  const blocks = blocksOf(steps)
  return (
    <ul className="lb-lying" aria-label={t('hero.band')}>
      {steps.map((step, index) => (
        <li key={step.key}>
          <div className="row">
            <span className="k">
              <StepName step={step} />
            </span>
            {step.conversion !== null && !isMoney(step.key) && (
              <span className="cap">{format.percent(step.conversion)}</span>
            )}
            <span className="end">
              <Figure
                metric={step.key}
                board={board}
                figure={words.figure(step)}
                before={words.was(step)}
                {...(step.key === 'in-time' ? { overdue: loop.overdue } : {})}
              />
            </span>
          </div>
          <i
            className={shadeOf(step.key)}
            style={{ width: `${((blocks[index]?.body.height ?? 0) / bodyHeight) * 100}%` }}
          />
          <div className="row cap">
            <span>{words.cost(step)}</span>
            <span className="end">{words.change(step)}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}
