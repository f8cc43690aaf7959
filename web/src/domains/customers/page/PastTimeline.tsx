import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readTimeline, writeNote } from '../../../../../contract/customers.ts'
import { useList, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Timeline } from '../../../ui/Timeline.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { useEventWords } from './eventWords.ts'

const kinds = ['leads', 'sales', 'service', 'consent', 'customers'] as const

export const NoteForm = ({ id, onDone }: { id: string; onDone: () => void }) => {
  const { t } = useTranslation('customers')
  const [text, setText] = useState('')
  const write = useWrite(writeNote, { done: () => t('timeline.noteKept'), onDone })
  const send = () => {
    if (text.trim()) void write.send({ params: { id }, body: { text: text.trim() } }).catch(() => {})
  }
  return (
    <div className="tl-note">
      <Input.TextArea
        autoFocus
        aria-label={t('timeline.write')}
        placeholder={t('timeline.notePlaceholder')}
        value={text}
        maxLength={2_000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.metaKey || event.ctrlKey) && send()}
      />
      <Button look="primary" busy={write.sending} disabled={!text.trim()} onClick={send}>
        {t('timeline.noteSave')}
      </Button>
    </div>
  )
}

/** Everything that happened, newest first, by kind in the address; earlier pages on demand. */
export const PastTimeline = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const { one, set } = useSearch()
  const words = useEventWords()
  const kind = kinds.find((value) => value === one('past'))
  const list = useList(readTimeline, {
    params: { id },
    query: { limit: 30, ...(kind ? { kind: [kind] } : {}) },
  })
  return (
    <>
      <fieldset className="flt" aria-label={t('timeline.title')}>
        {[undefined, ...kinds].map((value) => (
          <button
            key={value ?? ''}
            type="button"
            aria-pressed={value === kind}
            className={classes(value === kind && 'on')}
            onClick={() => set({ past: value }, true)}
          >
            {value ? t(`timeline.kind.${value}`) : t('timeline.all')}
          </button>
        ))}
      </fieldset>
      <div className="cp-past">
        {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
        {list.loading && [1, 2, 3, 4].map((bar) => <i key={bar} className="bone" />)}
        {!list.loading && !list.problem && list.items.length === 0 && (
          <Empty icon="clock" title={t(kind ? 'timeline.noneKind' : 'timeline.none')} />
        )}
        {list.items.length > 0 && (
          <Timeline
            items={list.items.map((item) => ({ id: item.id, at: item.at, ...words(item) }))}
            hasMore={list.hasMore}
            loading={list.loadingMore}
            onMore={list.loadMore}
          />
        )}
      </div>
    </>
  )
}
