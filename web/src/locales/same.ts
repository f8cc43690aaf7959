/** The same keys as the English text, every leaf a string: a missing or extra key is a type error. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
