import { captureLead } from '../../contract/leads.ts'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { day, hour } from '../../server/kernel/clock.ts'
import type { World } from '../harness/world.ts'

const people = [
  ['欧阳思远', '先生', '越岭', '越岭 L 四驱', 'website', 'week'],
  ['尉迟喆', '先生', '越岭', '越岭 L 四驱', 'walk-in', 'month'],
  ['司马晴', '女士', '云衡', '云衡 1.5T 尊享', 'search', 'week'],
  ['阿依古丽·买买提', '女士', '望川', '望川 2.0T 尊享', 'website', 'month'],
  ['浙江萧然冷链物流供应链管理有限公司', '', '越岭', '越岭 两驱', 'referral', 'quarter'],
  ['仇丽', '女士', '青舟', '青舟 1.5L 舒适', 'auto-show', 'quarter'],
  ['吕方', '先生', '望川', '望川 2.0T 尊享', 'referral', 'later'],
  ['单晓峰', '先生', '云衡', '云衡 1.5T 舒适', 'search', 'month'],
  ['古丽娜尔·艾合买提', '女士', '越岭', '越岭 两驱', 'live-stream', 'week'],
  ['张伟', '先生', '云衡', '云衡 1.5T 尊享', 'website', 'week'],
] as const

/** A week of enquiries around Hangzhou: some over time, some due, some in the pool, one brand apart. */
export async function busyDealer(world: World): Promise<void> {
  const start = world.clock.now()
  for (let round = 0; round < 4; round++) {
    world.clock.set(new Date(start.getTime() - (6 - 2 * round) * day + round * hour))
    for (const [at, [name, salutation, series, variant, source, horizon]] of people.entries()) {
      const phone = `138${String(57_180_000 + round * 100 + at)}`
      const suffix = round === 0 ? '' : '一二三'[round - 1]
      const answer = await world.call('meng', captureLead, {
        body: {
          source,
          brand: '环路',
          series,
          variant,
          horizon,
          campaign: at % 2 ? 'C-TRADE' : undefined,
          person: {
            name: `${name}${suffix}`,
            phone,
            ...(salutation && { salutation }),
            division: at === 8 ? '新疆乌鲁木齐' : '浙江省杭州市滨江区',
            ...(!salutation && { kind: 'organisation' as const }),
          },
          consents:
            at === 6 ? [] : [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'web form' }],
          message: '想周末试驾，家里有旧车置换。',
        },
      })
      if (answer.status >= 300) throw new Error(answer.text)
    }
  }
  world.clock.set(start)
  await world.as('system', refreshFacts)
}
