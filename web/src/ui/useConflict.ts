import { useRef, useState } from 'react'
import { commonProblems, type Refusal } from '../../../contract/problem.ts'
import { ProblemError } from '../app/client.ts'
import { type ConflictShown, rowsOf, type Versions } from './conflict.ts'

type Settings<V, R> = {
  /** The record as the form began with it. */
  began: R
  /** The same record as it is saved now. */
  read: () => Promise<R>
  /** A record as the form's values. */
  valuesOf: (record: R) => V
  /** The fields; a function where they depend on what both sides hold. */
  shown: ConflictShown<V>[] | ((versions: Versions<V>) => ConflictShown<V>[])
  /** The refusal that means "changed meanwhile". */
  refusal?: Refusal
}

/** What `<Conflict>` needs of the hook, whatever the record is. */
export type Clash<V> = {
  shown: ConflictShown<V>[]
  versions: Versions<V> | undefined
  /** Their version is seen: what is sent next is meant to follow it. */
  accept: () => void
  close: () => void
}

/**
 * For a form that is saved against the version it began with. `guard` sends; when somebody else was faster it reads
 * what they saved, and `<Conflict clash={…}>` shows both. The next `guard` is sent against their version.
 */
export const useConflict = <V, R>({ began, read, valuesOf, shown, refusal }: Settings<V, R>) => {
  // A ref: "keep mine" sends in the same breath, before a new state would be seen.
  const against = useRef(began)
  const [clash, setClash] = useState<{ versions: Versions<V>; record: R }>()
  const fieldsOf = (versions: Versions<V>) => (typeof shown === 'function' ? shown(versions) : shown)
  const send = async (mine: V, write: (against: R) => Promise<unknown>, again: boolean): Promise<boolean> => {
    try {
      await write(against.current)
      return true
    } catch (error) {
      if (!(error instanceof ProblemError && error.is(refusal ?? commonProblems.conflict))) throw error
      const record = await read()
      const versions = { began: valuesOf(against.current), mine, theirs: valuesOf(record) }
      const touched = rowsOf(fieldsOf(versions), versions).some((row) => row.changed.theirs)
      if (touched || again) {
        setClash({ versions, record })
        return false
      }
      // They changed what this form does not show: nothing to choose.
      against.current = record
      return send(mine, write, true)
    }
  }
  const dialog: Clash<V> = {
    shown: clash ? fieldsOf(clash.versions) : [],
    versions: clash?.versions,
    accept: () => {
      if (clash) against.current = clash.record
      setClash(undefined)
    },
    close: () => setClash(undefined),
  }
  return {
    ...dialog,
    /** Whether it was saved; false while the conflict waits for an answer. */
    guard: (mine: V, write: (against: R) => Promise<unknown>) => send(mine, write, false),
    /** A form that stays open goes on from what was saved. */
    restart: (record: R) => {
      against.current = record
    },
  }
}
