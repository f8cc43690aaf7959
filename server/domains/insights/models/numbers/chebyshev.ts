const points = 32

/**
 * Coefficients of the polynomial through a function at 32 Chebyshev points of [-1, 1]; null when it does not
 * follow the function to a billionth at points in between.
 */
export function chebyshev(of: (u: number) => number): Float64Array | null {
  const values = Float64Array.from({ length: points }, (_, k) => of(Math.cos((Math.PI * (k + 0.5)) / points)))
  const coefficients = Float64Array.from({ length: points }, (_, j) => {
    let sum = 0
    for (let k = 0; k < points; k++) sum += values[k]! * Math.cos((Math.PI * j * (k + 0.5)) / points)
    return (sum * (j === 0 ? 1 : 2)) / points
  })
  const largest = values.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  const follows = [-1, -0.93, -0.41, 0.17, 0.72, 1].every(
    (u) => Math.abs(clenshaw(coefficients, u) - of(u)) <= 1e-9 * largest,
  )
  return follows ? coefficients : null
}

/** The polynomial at u. */
export function clenshaw(coefficients: Float64Array, u: number): number {
  let next = 0
  let here = 0
  for (let j = coefficients.length - 1; j > 0; j--) {
    const before = next
    next = here
    here = 2 * u * here - before + coefficients[j]!
  }
  return u * here - next + coefficients[0]!
}
