import { z } from 'zod'
import { valueClasses } from './value.ts'

export const grades = ['H', 'A', 'B', 'C'] as const
export const grade = z.enum(grades)
const days = z.number().min(0).max(365)

/** `8.5` is half past eight. */
const hour = z.number().multipleOf(0.5)
const hours = { opensHour: hour.min(0).max(23.5), closesHour: hour.min(0.5).max(24) }
export const openHours = z.strictObject(hours)
export type OpenHours = z.infer<typeof openHours>

/** How long a dealer has to feed back, and what happens on the way. Days count from dispatch. */
export const clockPolicy = z.strictObject({
  mode: z.enum(['calendar', 'working']),
  /** The usual hours of a dealer's working day, used when mode is `working`; make-up days 调休 follow them. */
  ...hours,
  /** Monday to Sunday; null is a closed day. Left out: Monday to Friday at the usual hours. */
  week: z.array(openHours.nullable()).length(7).optional(),
  remindDays: z.array(days).max(5),
  copyDay: days,
  breachDay: days,
})
export type ClockPolicy = z.infer<typeof clockPolicy>

/** The week as it counts, Monday first. */
export const weekOf = ({ week, opensHour, closesHour }: ClockPolicy): (OpenHours | null)[] =>
  week ?? Array.from({ length: 7 }, (_, day) => (day < 5 ? { opensHour, closesHour } : null))

/** Of whom the house expects much, and what follows: for the lead's score, and for who gets it. */
export const promisingRules = z.strictObject({
  /** Points a lead gets whose chance to order is high, or whose customer is of a class below. */
  highPoints: z.int().min(0).max(40),
  /** Points for a chance in the better half. */
  middlePoints: z.int().min(0).max(40),
  /** Customers of these classes are promising, whatever the chance of the lead. */
  valueClasses: z.array(z.enum(valueClasses)).max(valueClasses.length),
  /** The dealer's in-time rate counts so many times for a promising lead: best hands. 1 = as for everybody. */
  inTimeFactor: z.number().min(1).max(3),
})
export type PromisingRules = z.infer<typeof promisingRules>

/** Points for a candidate dealer; each weight is the most that criterion can give. */
export const routingPolicy = z.strictObject({
  distanceWeight: z.int().min(0).max(100),
  capacityWeight: z.int().min(0).max(100),
  inTimeWeight: z.int().min(0).max(100),
  loyaltyWeight: z.int().min(0).max(100),
  radiusKm: z.number().min(1).max(3000),
  /** Dealers that share the first place within this many points: head office decides. 0 = first wins. */
  tiePoints: z.number().min(0).max(20),
  /** Left out by policies older than it. */
  promising: promisingRules.optional(),
})
export type RoutingPolicy = z.infer<typeof routingPolicy>
/** Points for the score by itself; who gets a lead stays as it is until somebody asks for best hands. */
export const usualPromising: PromisingRules = {
  highPoints: 10,
  middlePoints: 4,
  valueClasses: [],
  inTimeFactor: 1,
}
export const promisingOf = ({ promising }: RoutingPolicy): PromisingRules => promising ?? usualPromising

export const poolPolicy = z.strictObject({
  /** An open dealer lead whose next step is this many days overdue goes back to the pool. */
  recycleDays: days,
  /** Claims a dealer may make a day. */
  claimsPerDay: z.int().min(0).max(1000),
  /** How long a claimed lead cannot be recycled. */
  protectDays: days,
})
export const qualificationPolicy = z.strictObject({
  /** Sources whose leads the contact centre qualifies before dispatch. */
  sources: z.array(z.string().max(60)).max(50),
})
export const followUpDays = z.strictObject({ H: days, A: days, B: days, C: days })

export const policy = z.strictObject({
  clock: clockPolicy,
  routing: routingPolicy,
  pool: poolPolicy,
  qualification: qualificationPolicy,
  followUpDays,
})
export type Policy = z.infer<typeof policy>

export const defaultPolicy: Policy = {
  clock: { mode: 'calendar', opensHour: 9, closesHour: 18, remindDays: [1, 3], copyDay: 5, breachDay: 7 },
  routing: {
    distanceWeight: 45,
    capacityWeight: 20,
    inTimeWeight: 25,
    loyaltyWeight: 10,
    radiusKm: 60,
    tiePoints: 0,
  },
  pool: { recycleDays: 30, claimsPerDay: 20, protectDays: 7 },
  qualification: { sources: ['aggregator', 'live-stream', 'auto-show'] },
  followUpDays: { H: 7, A: 15, B: 30, C: 90 },
}
