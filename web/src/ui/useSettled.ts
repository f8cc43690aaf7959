import { useEffect, useState } from 'react'

/** A value once it has stopped changing for a moment; `key` says whether it changed. */
export const useSettled = <T>(value: T, key: string, pauseMs = 350): T => {
  const [settled, setSettled] = useState(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [key])
  return settled
}
