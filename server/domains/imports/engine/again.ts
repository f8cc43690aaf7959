/** How often a batch is tried that meets the rows of one beside it in the opposite order. */
const mostTries = 5

/** Two batches that wait for one another: PostgreSQL ends one of them (40P01), which then simply starts again. */
export async function againOnDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || tries === mostTries) throw error
    }
}
