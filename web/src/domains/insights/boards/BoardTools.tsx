import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeBoard, type ServedBoard } from '../../../../../contract/boards.ts'
import { chooseTheme, useAppearance } from '../../../app/appearance.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { refresh, useWrite } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Popup.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useShownLocation } from '../../../ui/useShownLocation.ts'
import { useRefreshFacts } from '../EmptyBoard.tsx'
import { SubscribeDialog } from './SubscribeDialog.tsx'
import { type AskedBoard, filtersOf } from './useAsked.ts'

/** Charts are drawn for the theme and width they are seen in, so the board is light and narrow while it prints. */
const usePrint = () => {
  const { choice, mode } = useAppearance()
  return async () => {
    const { dataset } = document.documentElement
    dataset.printing = 'yes'
    if (mode === 'dark') chooseTheme('light')
    // Tiles further down have not been asked yet; half a minute is the longest anybody waits for paper.
    window.dispatchEvent(new Event('beforeprint'))
    for (let waited = 0; waited < 60; waited++) {
      await new Promise((done) => setTimeout(done, 500))
      if (!document.querySelector('.tile .bone')) break
    }
    await new Promise((done) => setTimeout(done, 300))
    window.print()
    delete dataset.printing
    if (mode === 'dark') chooseTheme(choice)
  }
}

const useRemove = (board: ServedBoard) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const go = useGo()
  const remove = useWrite(removeBoard, {
    refresh: ['/api/insights/boards'],
    done: () => t('removed', { name: say(board.title) }),
    onDone: () => go(paths.boards()),
  })
  return async () => {
    const sure = await ask({
      title: t('removeTitle', { name: say(board.title) }),
      text: t('removeText'),
      confirm: t('remove'),
      danger: true,
    })
    if (sure) await remove.send({ params: { id: board.key } }).catch(() => {})
  }
}

/** What one does with a board as a whole. */
export const BoardTools = ({ board, asked }: { board: ServedBoard; asked: AskedBoard }) => {
  const { t } = useTranslation('boards')
  const { t: shared } = useTranslation('insights')
  const go = useGo()
  const { searchStr } = useShownLocation()
  const facts = useRefreshFacts()
  const print = usePrint()
  const remove = useRemove(board)
  const [subscribing, setSubscribing] = useState(false)
  const filters = filtersOf(searchStr)
  const share = async () => {
    await navigator.clipboard.writeText(asked.link())
    toast({ text: shared('shared') })
  }
  const again = async () => {
    await facts.send({}).catch(() => {})
    await refresh('/api/insights/analyses')
  }
  const kept = Object.fromEntries(
    [...new URLSearchParams(filters)].map(([key]) => [key, asked.search.many(key)]),
  )
  return (
    <span className="row lb-tools">
      <IconButton
        icon="loop"
        label={shared('fresh.now')}
        disabled={facts.sending}
        onClick={() => void again()}
      />
      {board.mine && (
        <Button icon="edit" onClick={() => go(paths.editBoard(board.key, kept))}>
          {t('edit')}
        </Button>
      )}
      <Button icon="mail" onClick={() => setSubscribing(true)}>
        {t('subscribe.open')}
      </Button>
      <Button icon="link" onClick={() => void share()}>
        {shared('share')}
      </Button>
      <Menu
        items={[
          { key: 'print', label: t('print'), icon: 'doc', run: () => void print() },
          {
            key: 'copy',
            label: t('copy'),
            icon: 'copy',
            run: () => go(paths.newBoard({ ...kept, from: board.key })),
          },
          ...(board.mine
            ? [
                {
                  key: 'remove',
                  label: t('remove'),
                  icon: 'trash' as const,
                  danger: true,
                  run: () => void remove(),
                },
              ]
            : []),
        ]}
      >
        <IconButton icon="more" label={t('more')} />
      </Menu>
      {subscribing && (
        <SubscribeDialog board={board} filters={filters} onClose={() => setSubscribing(false)} />
      )}
    </span>
  )
}
