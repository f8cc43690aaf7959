import { parentPort, type Transferable, Worker, workerData } from 'node:worker_threads'

type Said<O> = { done: number; total: number } | { result: O }

const lookEveryMs = 500

/** Whoever asked does not want the work any more. */
class ThreadStopped extends Error {}

export type Watch = {
  progress?: (done: number, total: number) => Promise<void>
  shouldStop?: () => Promise<boolean>
}
type Threaded = Watch & { transfer?: readonly Transferable[] }

/**
 * Runs the work a module answers with (`answerThread`) beside the process: long arithmetic holds up no request. Buffers in
 * `transfer` go over without a copy and are gone here. Whoever does not want it any more ends the thread.
 */
export async function inThread<I, O>(
  module: URL,
  input: I,
  { transfer = [], progress = async () => {}, shouldStop = async () => false }: Threaded = {},
): Promise<O> {
  const worker = new Worker(module, { workerData: input, transferList: [...transfer] })
  let looking: NodeJS.Timeout | undefined
  try {
    return await new Promise<O>((resolve, reject) => {
      worker.on('message', (said: Said<O>) => {
        if ('result' in said) resolve(said.result)
        else progress(said.done, said.total).catch(reject)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`the thread ended without an answer (${code})`)))
      const look = async () => {
        if (await shouldStop()) reject(new ThreadStopped('nobody waits for this work any more'))
        else looking = setTimeout(() => void look().catch(reject), lookEveryMs)
      }
      looking = setTimeout(() => void look().catch(reject), lookEveryMs)
    })
  } finally {
    clearTimeout(looking)
    await worker.terminate()
  }
}

export async function unlessStopped<T>(work: Promise<T>): Promise<T | 'stopped'> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ThreadStopped) return 'stopped'
    throw error
  }
}

/** What a module that runs in a thread does, once; what it throws reaches who asked. */
export function answerThread<I, O>(work: (input: I, tell: (done: number, total: number) => void) => O): void {
  const tell = (said: Said<O>) => parentPort?.postMessage(said)
  tell({ result: work(workerData as I, (done, total) => tell({ done, total })) })
}

/** The buffers under typed arrays, once each. */
export const buffersOf = (arrays: readonly { buffer: ArrayBufferLike }[]): ArrayBuffer[] => [
  ...new Set(arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer)),
]
