/** Nodes and weights of Gauss and Legendre on [-1, 1], by Newton on the Legendre polynomial. */
export function gaussLegendre(points: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(points)
  const weights = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5))
    let slope = 0
    for (let turn = 0; turn < 100; turn++) {
      let [before, here] = [1, x]
      for (let n = 2; n <= points; n++)
        [before, here] = [here, ((2 * n - 1) * x * here - (n - 1) * before) / n]
      slope = (points * (x * here - before)) / (x * x - 1)
      const step = here / slope
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
