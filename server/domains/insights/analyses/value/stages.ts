import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { valueStages } from '../../../../../contract/value.ts'
import { usualStageRule } from '../../models/value/stages.ts'
import { analysis } from '../analysis.ts'
import { customersBehind, oneOf } from './customers.ts'
import { filters, found, percent, questions, splitBy } from './split.ts'
import { stageWords } from './words.ts'

const { growingDays, endedDays, endedBelow, decliningBelow, decliningShare } = usualStageRule
const ruleWords: Record<(typeof valueStages)[number], Words> = {
  acquiring: { zh: '尚无购买', en: 'no purchase yet' },
  growing: {
    zh: `首次购买在 ${growingDays} 天内，或近一年次数超过前一年的 ${1 / decliningShare} 倍`,
    en: `first purchase within ${growingDays} days, or more than ${1 / decliningShare} times the purchases of the year before`,
  },
  mature: { zh: '以上都不是：照旧来', en: 'none of the others: comes as before' },
  declining: {
    zh: `仍是客户的可能低于 ${percent(decliningBelow)}，或近一年次数不到前一年的 ${percent(decliningShare)}`,
    en: `chance to be alive below ${percent(decliningBelow)}, or less than ${percent(decliningShare)} of the purchases of the year before`,
  },
  ended: {
    zh: `沉默超过 ${endedDays} 天，或仍是客户的可能低于 ${percent(endedBelow)}`,
    en: `silent for more than ${endedDays} days, or chance to be alive below ${percent(endedBelow)}`,
  },
}

export const stages = analysis({
  name: 'stages',
  room: 'value',
  title: { zh: '生命周期阶段', en: 'Lifecycle stages' },
  definition: {
    zh: '潜在获取 → 成长 → 成熟 → 衰退 → 终止，按购买行为逐条判断，规则列在每一行',
    en: 'Acquiring → growing → mature → declining → ended, judged by purchases; the rule stands in each row',
  },
  formula: {
    zh: '从终止期往回，第一条成立的规则',
    en: 'the first rule that holds, from the end of the relation back',
  },
  register: ['A9-08', 'A1-13', 'A23-02'],
  filters,
  chart: { kind: 'bar', x: 'stage', y: ['customers'] },
  questions,
  find: async (ctx, { window }) => {
    const rows = await splitBy(ctx, window, 'stage', valueStages)
    const column: AnalysisColumn = {
      key: 'stage',
      title: { zh: '阶段', en: 'Stage' },
      kind: 'text',
      words: stageWords,
    }
    const ending = rows
      .filter((row) => row.stage === 'declining' || row.stage === 'ended')
      .reduce((sum, row) => sum + row.share, 0)
    const says = {
      zh: `${percent(ending)} 的客户处于衰退期或终止期`,
      en: `${percent(ending)} of the customers are declining or ended`,
    }
    const told = found(ctx, column, rows, says, [])
    return {
      ...told,
      columns: [
        ...told.columns,
        { key: 'rule', title: { zh: '规则', en: 'Rule' }, kind: 'text', words: ruleWords },
      ],
      rows: told.rows.map((row) => ({ ...row, rule: row.stage! })),
    }
  },
  behind: (ctx, asked, row, page) =>
    customersBehind(ctx, asked, { stage: oneOf(valueStages, row.stage) }, page),
})
