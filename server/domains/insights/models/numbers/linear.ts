/** Square matrices are rows one after another in one Float64Array. */

/** The lower triangle L with L Lᵀ = A, in place of A; null when A is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = matrix.slice()
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = lower[row * size + column]!
      for (let at = 0; at < column; at++) sum -= lower[row * size + at]! * lower[column * size + at]!
      if (row === column) {
        if (!(sum > 0)) return null
        lower[row * size + row] = Math.sqrt(sum)
      } else lower[row * size + column] = sum / lower[column * size + column]!
    }
  }
  return lower
}

/** x with L Lᵀ x = b. */
export function solveCholesky(lower: Float64Array, size: number, right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++) x[row]! -= lower[row * size + at]! * x[at]!
    x[row]! /= lower[row * size + row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) x[row]! -= lower[at * size + row]! * x[at]!
    x[row]! /= lower[row * size + row]!
  }
  return x
}

/** The inverse of a positive definite matrix; null when it is none. */
export function inverseOf(matrix: Float64Array, size: number): Float64Array | null {
  const lower = cholesky(matrix, size)
  if (!lower) return null
  const inverse = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let column = 0; column < size; column++) {
    unit.fill(0)
    unit[column] = 1
    inverse.set(solveCholesky(lower, size, unit), column * size)
  }
  return inverse
}
