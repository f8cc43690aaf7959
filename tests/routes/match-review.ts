import { decideMatch, readMatchGroup } from '../../contract/match-review.ts'
import { suspects } from '../harness/suspects.ts'
import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'

let serial = 0
const number = () => `+86135${String(++serial).padStart(8, '0')}`
/** Two people of brand 环路 who may be one. */
const twoAlike = (world: World) =>
  suspects(
    world,
    [
      { name: '单晓峰', phones: [number()] },
      { name: '单小峰', phones: [number()] },
    ],
    [[0, 1, [2, 1, 0]]],
  )
const groupOf = async (world: World) => {
  const { groupId } = await twoAlike(world)
  const { body } = await world.call('meng', readMatchGroup, { params: { id: groupId } })
  const customers = body.sides.map(({ customer: { id, version } }) => ({ id, version }))
  return { groupId, customers, verdict: 'different' as const }
}

export const matchReviewCases: RouteCases = {
  'GET /api/match-groups': { as: 'meng', query: { held: 'between' } },
  'GET /api/match-groups/count': { as: 'yue' },
  'GET /api/match-groups/:id': {
    as: 'xie',
    prepare: async (world) => {
      const params = { id: (await twoAlike(world)).groupId }
      return { params, outOfScope: { as: 'shi', params } }
    },
  },
  'POST /api/match-decisions': {
    as: 'yue',
    prepare: async (world) => ({ body: await groupOf(world) }),
  },
  'POST /api/match-decisions/:id/undo': {
    as: 'meng',
    prepare: async (world) => {
      const { body } = await world.call('meng', decideMatch, { body: await groupOf(world) })
      return { params: { id: body.id }, outOfScope: { as: 'shi', params: { id: body.id } } }
    },
  },
  'GET /api/match-decisions': { as: 'meng' },
  'GET /api/match-agreement': { as: 'xie' },
}
