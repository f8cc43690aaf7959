import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { ClusterButton } from '../modelling/Cluster.tsx'
import { useMayLookBack } from '../words.ts'
import { History } from './History.tsx'
import { NoteForm, PastTimeline } from './PastTimeline.tsx'
import { Records } from './Records.tsx'

const tabs = ['timeline', 'records', 'history'] as const

/** The middle column: what happened, what it was made from, and who touched it. */
export const Past = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const { one, set } = useSearch()
  const [writing, setWriting] = useState(false)
  const mayWrite = useCan('customers.edit')
  const mayLook = useMayLookBack()
  const mayMerge = useCan('customers.merge')
  const shown = tabs.filter((tab) => tab !== 'history' || mayLook || mayMerge)
  const tab = shown.find((value) => value === one('tab')) ?? 'timeline'
  return (
    <section className="panel cp-mid">
      <header>
        <div className="cp-tabs">
          {shown.map((key) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === tab}
              className={classes(key === tab && 'on')}
              onClick={() => set({ tab: key === 'timeline' ? undefined : key, record: undefined }, true)}
            >
              {t(`${key}.title`)}
            </button>
          ))}
        </div>
        {mayWrite && tab === 'timeline' && (
          <span className="end">
            <Button look="quiet" icon="edit" aria-expanded={writing} onClick={() => setWriting(!writing)}>
              {t('timeline.write')}
            </Button>
          </span>
        )}
      </header>
      {writing && tab === 'timeline' && <NoteForm id={id} onDone={() => setWriting(false)} />}
      {tab === 'timeline' && <PastTimeline id={id} />}
      {tab === 'records' && <ClusterButton id={id} />}
      {tab === 'records' && <Records id={id} />}
      {tab === 'history' && <History id={id} changes={mayLook} />}
    </section>
  )
}
