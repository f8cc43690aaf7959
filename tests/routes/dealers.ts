import { castId } from '../harness/cast.ts'
import type { RouteCases } from './case.ts'

const D0001 = { params: { id: castId('D0001') } }

const toJiangsu = {
  params: { id: castId('D0002') },
  query: { parentId: castId('HL-E-32') },
  outOfScope: { as: 'shi', params: { id: castId('D0002') } },
}

export const dealerCases: RouteCases = {
  'GET /api/dealers/tree': { as: 'gu' },
  'GET /api/dealers': { as: 'gu' },
  'GET /api/dealers/:id': { as: 'gu', ...D0001 },
  'GET /api/dealers/holidays': { as: 'gu', query: { year: 2026 } },
  'PUT /api/dealers/holidays': {
    as: 'meng',
    body: { year: 2027, items: [{ day: '2027-01-01', working: false, name: '元旦' }] },
  },
  'PATCH /api/dealers/:id': {
    as: 'meng',
    ...D0001,
    body: { monthlyCapacity: 91, version: 1 },
    outOfScope: { as: 'shi', ...D0001 },
  },
  'GET /api/dealers/nodes/:id': { as: 'gu', params: { id: castId('HL-E') } },
  'PATCH /api/dealers/nodes/:id': {
    as: 'meng',
    params: { id: castId('HL-S') },
    body: { name: '华南大区', version: 1 },
    outOfScope: { as: 'shi', params: { id: castId('HL-S') } },
  },
  'GET /api/dealers/nodes/:id/placement': { as: 'meng', ...toJiangsu },
  'PUT /api/dealers/nodes/:id/placement': {
    as: 'meng',
    ...toJiangsu,
    body: { parentId: castId('HL-E-32'), version: 1 },
    outOfScope: { as: 'shi', params: { id: castId('D0002') } },
  },
  'POST /api/dealers': {
    as: 'meng',
    body: { code: 'D0001-S2', kind: 'showroom', name: '之江二展厅', parentId: castId('D0001') },
  },
}
