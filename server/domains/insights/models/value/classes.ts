/** 贵宾型 (most valuable), 改进型 (most growth), 维持型 (ordinary), 放弃型 (abandon). */
export const valueClasses = ['honoured', 'improving', 'maintained', 'abandoned'] as const
export type ValueClass = (typeof valueClasses)[number]

export type Worth = {
  /** Net profit the customer brought, all costs of serving them taken off. */
  earnedFen: number
  /** Net profit still expected. */
  expectedFen: number
}

export type ClassBorders = {
  /** Earned and expected together, from here on: honoured. As a rule the A border of the ABC over everybody. */
  honouredFromFen: number
  /** Expected, from here on: improving. As a rule the upper fifth of what is expected. */
  improvingFromFen: number
  /** What keeping in touch costs until the horizon: expected up to here, abandoned. */
  careFen: number
}

/**
 * From the top: whoever is worth most is honoured, even when they seem gone (they are won back, not dropped); whoever
 * promises most is improving; whoever will not bring more than keeping them costs is abandoned; the rest is ordinary.
 */
export function valueClass({ earnedFen, expectedFen }: Worth, borders: ClassBorders): ValueClass {
  if (earnedFen + expectedFen >= borders.honouredFromFen) return 'honoured'
  if (expectedFen >= borders.improvingFromFen) return 'improving'
  return expectedFen <= borders.careFen ? 'abandoned' : 'maintained'
}
