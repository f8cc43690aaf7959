import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countMatchGroups, listMatchGroups, readMatchGroup } from '../../../../../contract/match-review.ts'
import { usePhone } from '../../../app/appearance.ts'
import { useList, useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useKeys } from '../../../ui/useKeys.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Group } from './Group.tsx'
import { GroupList } from './GroupList.tsx'
import './review.css'
import { Recent } from './Recent.tsx'
import { useQueue } from './useQueue.ts'
import { useReview } from './useReview.ts'

/** People who may be one: a group at a time, side by side, decided by keyboard. */
export const ReviewPage = () => {
  const { t } = useTranslation('review')
  const { one, set } = useSearch()
  const phone = usePhone()
  const { filters, query } = useQueue()
  const list = useList(listMatchGroups, { query })
  const count = useRead(countMatchGroups, {}, { fallbackSeconds: 60 }).data
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  // On a phone the list stands alone until a group is opened.
  const openId = one('group') ?? (phone ? undefined : list.items[0]?.id)
  const at = list.items.findIndex((group) => group.id === openId)
  const show = (id: string | undefined) => set({ group: id }, one('group') !== undefined)
  const group = useRead(readMatchGroup, { params: { id: openId ?? '' } }, { enabled: openId !== undefined })
  const following = list.items[at + 1]?.id
  // Asked ahead: the next group is there when the decision is made.
  useRead(readMatchGroup, { params: { id: following ?? '' } }, { enabled: following !== undefined })

  const goOn = (groupId: string) => {
    const from = list.items.findIndex((row) => row.id === groupId)
    show((list.items[from + 1] ?? list.items[from - 1])?.id)
  }
  const review = useReview({ onSent: (id, whole) => whole && goOn(id), onOpen: (id) => show(id) })
  useKeys([{ keys: 'z', label: t('key.undo'), run: review.undoLast }])
  const words =
    count && count.open > 0 ? t(count.more ? 'waitingMore' : 'waiting', { n: count.open }) : undefined
  const gone = group.problem?.status === 404
  return (
    <Page title={t('title')} note={words}>
      <div className="mr">
        {!(phone && openId) && (
          <GroupList list={list} filters={filters} openId={openId} onOpen={show} count={count} />
        )}
        {openId && (
          <div className="mr-main">
            {group.data?.id === openId && !gone ? (
              <Group
                key={openId}
                group={group.data}
                review={review}
                at={at}
                count={count}
                onlyDifferent={onlyDifferent}
                onOnlyDifferent={setOnlyDifferent}
                onGo={(by) => show(list.items[at + by]?.id ?? openId)}
                onBack={() => show(undefined)}
              />
            ) : gone ? (
              <Empty
                icon="merge"
                title={t('gone')}
                action={
                  <Button
                    look="primary"
                    onClick={() => show(list.items.find((row) => row.id !== openId)?.id)}
                  >
                    {t('goOn')}
                  </Button>
                }
              >
                {t('goneText')}
              </Empty>
            ) : group.problem ? (
              <div className="list-state">
                <Problem problem={group.problem} onRetry={group.reload} />
              </div>
            ) : (
              <div className="list-state">
                {[1, 2, 3, 4, 5, 6].map((bar) => (
                  <i key={bar} className="bone" />
                ))}
              </div>
            )}
          </div>
        )}
        {!openId && !phone && !list.loading && !list.problem && (
          <div className="mr-main">
            <div className="mr-mid">
              {filters.active.length === 0 && (
                <Empty icon="merge" title={t('noneTitle')}>
                  {t('none')}
                </Empty>
              )}
            </div>
            <aside className="mr-why" aria-label={t('recent')}>
              <Recent review={review} />
            </aside>
          </div>
        )}
      </div>
    </Page>
  )
}
