/**
 * Asks once nobody has typed for a while, and forgets what was asked when somebody types on: the request is called back, and
 * an answer that comes all the same is not heard. @returns stops it
 */
export function afterPause<T>(
  milliseconds: number,
  ask: (signal: AbortSignal) => Promise<T>,
  hear: (answer: T) => void,
): () => void {
  const stop = new AbortController()
  const timer = setTimeout(() => {
    ask(stop.signal).then(
      (answer) => {
        if (!stop.signal.aborted) hear(answer)
      },
      () => {},
    )
  }, milliseconds)
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
