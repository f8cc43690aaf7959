import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/classes.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Marks.tsx'
import { useGo } from '../../ui/useGo.ts'
import { type Hit, useHits } from './useHits.ts'

const PaletteList = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('app')
  const [text, setText] = useState('')
  const [chosenKey, setChosenKey] = useState<string>()
  const { groups, failed } = useHits(text)
  const go = useGo()
  const listId = useId()
  const hits = groups.flatMap((group) => group.hits)
  // By key, not by place: an answer that comes late pushes the others down, and the choice goes with them.
  const at = Math.max(
    0,
    hits.findIndex((hit) => hit.key === chosenKey),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new word starts at the top again
  useEffect(() => setChosenKey(undefined), [text])
  const choose = (hit: Hit) => {
    onClose()
    if (hit.run) hit.run()
    else if (hit.to) go(hit.to)
  }
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = hits[at]
    if (by) {
      event.preventDefault()
      const next = (at + by + hits.length) % Math.max(1, hits.length)
      setChosenKey(hits[next]?.key)
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) choose(chosen)
  }
  return (
    <div className="palette">
      <div className="palette-field">
        <Icon name="search" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette was asked for in order to type
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={hits[at] ? `${listId}-${at}` : undefined}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
      </div>
      <div id={listId} role="listbox" className="palette-list" aria-label={t('palette.short')}>
        {groups.map((group) => (
          <section key={group.key}>
            <h4 className="cap">{group.title}</h4>
            {group.hits.map((hit) => {
              const index = hits.indexOf(hit)
              return (
                <button
                  key={hit.key}
                  id={`${listId}-${index}`}
                  type="button"
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className={classes(index === at && 'on')}
                  onMouseMove={() => setChosenKey(hit.key)}
                  onClick={() => choose(hit)}
                >
                  <Icon name={hit.icon} />
                  <span className="grow cut">{hit.label}</span>
                  {hit.note && <span className="cap">{hit.note}</span>}
                </button>
              )
            })}
          </section>
        ))}
        {hits.length === 0 && (
          <p className="q2">{failed ? t('palette.failed') : t('palette.none', { text })}</p>
        )}
      </div>
      <div className="palette-foot cap">
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('palette.move')}
        </span>
        <span>
          <Kbd>↵</Kbd> {t('palette.go')}
        </span>
        <span>
          <Kbd>Esc</Kbd> {t('palette.close')}
        </span>
      </div>
    </div>
  )
}

/** Cmd/Ctrl-K: people, leads, pages and actions in one field. */
export const Palette = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} title={null} onClose={onClose} width={600} bare>
    <PaletteList onClose={onClose} />
  </Dialog>
)
