import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type AudienceCriteria, previewAudience } from '../../../../../contract/audiences.ts'
import { useRead } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSettled } from '../../../ui/useSettled.ts'
import { ConditionLine } from './ConditionLine.tsx'
import {
  begun,
  type Criterion,
  criteria,
  criteriaOf,
  type Draft,
  groupOf,
  groups,
  shapeOf,
} from './criteria.ts'
import { useCriterionOptions } from './useCriterionOptions.ts'
import { useRuleWords } from './useRuleWords.ts'

/** How many customers fit as the rule stands, a moment after the last change. */
const Count = ({ chosen }: { chosen: AudienceCriteria }) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const settled = useSettled(chosen, JSON.stringify(chosen))
  const any = Object.keys(settled).length > 0
  const { data, problem } = useRead(
    previewAudience,
    { body: { criteria: settled } },
    { enabled: any, staleSeconds: 60 },
  )
  if (!any) return null
  if (problem) return <Problem problem={problem} />
  const n = format.number(data?.count ?? 0)
  return (
    <p className="au-count" role="status">
      {data ? t(data.more ? 'form.foundMore' : 'form.found', { n }) : t('form.counting')}
    </p>
  )
}

/** The whole rule in words: what is read here is what will hold. */
export const RuleWords = ({ chosen }: { chosen: AudienceCriteria }) => {
  const { t } = useTranslation('audiences')
  const lines = useRuleWords()(chosen)
  if (lines.length === 0) return <p className="q2">{t('form.nothing')}</p>
  return (
    <div className="au-words">
      <p className="q2">{t('all')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

const AddCondition = ({ open, onAdd }: { open: Criterion[]; onAdd: (criterion: Criterion) => void }) => {
  const { t } = useTranslation('audiences')
  return (
    <Select<Criterion>
      className="au-add"
      aria-label={t('form.add')}
      placeholder={t('form.add')}
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      suffixIcon={<Icon name="plus" small />}
      options={groups
        .map((group) => ({
          label: t(`group.${group}`),
          options: open
            .filter((one) => groupOf(one) === group)
            .map((value) => ({ value, label: t(`criterion.${value}`) })),
        }))
        .filter(({ options }) => options.length > 0)}
      onChange={onAdd}
    />
  )
}

type Props = { id?: string; value?: Draft; onChange?: (draft: Draft) => void }

/** Conditions one under the other, the count and the words of them all beside. */
export const RuleBuilder = ({ id, value = [], onChange }: Props) => {
  const { t } = useTranslation('audiences')
  const options = useCriterionOptions()
  const { scope } = useSession()
  const money = scope === 'carmaker' || scope === 'brand'
  const set = (draft: Draft) => onChange?.(draft)
  const open = criteria.filter(
    (one) =>
      !value.some(({ criterion }) => criterion === one) &&
      (money || one !== 'expectedFen') &&
      (shapeOf(one).kind !== 'some' || (options[one]?.length ?? 0) > 0),
  )
  const chosen = criteriaOf(value).criteria
  return (
    <div id={id} className="au-rule">
      <Panel
        title={t('form.conditions')}
        note={t('form.conditionsNote')}
        flush
        end={
          <AddCondition
            open={open}
            onAdd={(criterion) => set([...value, { criterion, value: begun(criterion) }])}
          />
        }
      >
        {value.length === 0 ? (
          <Empty icon="filter" title={t('form.noConditions')} />
        ) : (
          <ul className="au-lines">
            {value.map((line, at) => (
              <ConditionLine
                key={line.criterion}
                {...line}
                options={options[line.criterion] ?? []}
                onChange={(next) =>
                  set(value.map((one, index) => (index === at ? { ...one, value: next } : one)))
                }
                onDrop={() => set(value.filter((_, index) => index !== at))}
              />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('form.says')}>
        <RuleWords chosen={chosen} />
        <Count chosen={chosen} />
      </Panel>
    </div>
  )
}
