import { z } from 'zod'
import { question } from '../../door.ts'

export const customerMonths = question(
  {
    name: 'customer-months',
    title: { zh: '客户数量走势', en: 'How the customers develop' },
    definition: {
      zh: '每月首次来询且尚无车的人、首次提车的人、再次提车的次数，以及到月底的车主累计',
      en: 'By month: who asked for the first time and had no car yet, who was delivered a first car, cars delivered to owners, and the owners there were at its end',
    },
    formula: {
      zh: '首询按最早线索，首购按最早交车；车主累计 = 历月首购之和',
      en: 'by the earliest lead and the earliest delivery; owners = the first deliveries of all months so far',
    },
    unit: 'rows',
    register: ['A23-05', 'A1-13'],
    params: z.object({}),
    row: z.object({
      month: z.iso.date(),
      enquired: z.int(),
      first: z.int(),
      again: z.int(),
      owners: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
