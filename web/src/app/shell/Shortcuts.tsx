import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Marks.tsx'
import { type KeyBinding, keyCap, useShownKeys } from '../../ui/useKeys.ts'

const Sheet = ({ title, bindings }: { title: string; bindings: KeyBinding[] }) => (
  <section>
    <h3 className="sec">{title}</h3>
    <dl className="key-sheet">
      {bindings.map((binding) => (
        <div key={binding.keys + binding.label}>
          <dt>{binding.label}</dt>
          <dd>
            <Kbd>{keyCap(binding.keys)}</Kbd>
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

/** `?`: the keys in force right now. */
export const Shortcuts = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { t } = useTranslation('app')
  const { everywhere, here } = useShownKeys()
  return (
    <Dialog open={open} title={t('keys.title')} onClose={onClose}>
      <Sheet
        title={t('keys.everywhere')}
        bindings={[...everywhere, { keys: 'Escape', label: t('keys.close'), run: onClose }]}
      />
      {here.length > 0 && <Sheet title={t('keys.here')} bindings={here} />}
    </Dialog>
  )
}
