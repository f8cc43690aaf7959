import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../../contract/profile.ts'
import { ask } from '../../ui/ask.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, type MenuItem } from '../../ui/Popup.tsx'
import { toast } from '../../ui/Toast.store.ts'
import type { View } from '../../ui/Views.tsx'
import { asProblem } from '../query.ts'
import type { SavedViews } from './useSavedViews.ts'
import { ViewForm } from './ViewForm.tsx'

/** The saved views as tabs of `ui/Views`; `saved.show` opens one. */
export const useViewTabs = ({ views, current, modified }: SavedViews): View[] => {
  const { t } = useTranslation('app')
  return views.map((view) => ({
    key: view.id,
    label: view.name,
    ...(view.shared ? { shared: true } : { icon: 'filter' as const }),
    ...(modified && view.id === current?.id ? { count: t('views.modified') } : {}),
  }))
}

const attempt = (work: Promise<unknown>) =>
  void work.catch((error: unknown) => toast({ problem: asProblem(error) }))

/** What can be done with the view that is open. */
const useActions = (saved: SavedViews, onForm: (view: SavedView | 'new') => void): MenuItem[] => {
  const { t } = useTranslation('app')
  const { current, modified } = saved
  if (!current) return []
  const remove = async () => {
    const title = t('views.removeTitle', { name: current.name })
    const text = t(current.shared ? 'views.removeShared' : 'views.removeText')
    if (await ask({ title, text, confirm: t('views.remove'), danger: true })) await saved.remove(current)
  }
  const own = current.mine
  const items: (MenuItem | false)[] = [
    own &&
      modified && {
        key: 'keep',
        label: t('views.saveChanges'),
        icon: 'check',
        run: () => attempt(saved.saveChanges(current)),
      },
    modified && { key: 'revert', label: t('views.revert'), icon: 'undo', run: () => saved.show(current) },
    modified && { key: 'as', label: t('views.saveAs'), icon: 'plus', run: () => onForm('new') },
    own && { key: 'edit', label: t('views.edit'), icon: 'edit', run: () => onForm(current) },
    {
      key: 'default',
      label: t(current.isDefault ? 'views.dropDefault' : 'views.makeDefault'),
      icon: 'star',
      run: () => attempt(saved.makeDefault(current, !current.isDefault)),
    },
    own && {
      key: 'remove',
      label: t('views.remove'),
      icon: 'trash',
      danger: true,
      run: () => attempt(remove()),
    },
  ]
  return items.filter((item) => item !== false)
}

const useViewForm = (saved: SavedViews) => {
  const [editing, setEditing] = useState<SavedView | 'new'>()
  const form = editing && (
    <ViewForm
      saved={saved}
      {...(editing === 'new' ? {} : { view: editing })}
      onClose={() => setEditing(undefined)}
    />
  )
  return { form, open: setEditing }
}

/** Beside tabs that show the views: saves the chips in force, or changes the view that is open. */
export const ViewMenu = ({ saved }: { saved: SavedViews }) => {
  const { t } = useTranslation('app')
  const { form, open } = useViewForm(saved)
  const actions = useActions(saved, open)
  return (
    <>
      {saved.unsaved && (
        <button type="button" className="q" onClick={() => open('new')}>
          <Icon name="plus" small />
          {t('views.save')}
        </button>
      )}
      {actions.length > 0 && (
        <Menu placement="bottomLeft" items={actions}>
          <IconButton icon="more" label={t('views.actions')} />
        </Menu>
      )}
      {form}
    </>
  )
}

/** For a page without tabs: one button that lists the views and changes the open one, and one that saves. */
export const ViewPicker = ({ saved }: { saved: SavedViews }) => {
  const { t } = useTranslation('app')
  const { form, open } = useViewForm(saved)
  const { views, current, modified } = saved
  const actions = useActions(saved, open)
  const items: MenuItem[] = [
    ...views.map((view) => ({
      key: view.id,
      label: view.name,
      icon:
        view.id === current?.id ? ('check' as const) : view.shared ? ('users' as const) : ('filter' as const),
      hint: view.shared ? t('views.shared') : undefined,
      run: () => saved.show(view),
    })),
    ...(current ? [{ key: 'current', heading: current.name }, ...actions] : []),
  ]
  return (
    <>
      {views.length > 0 && (
        <Menu items={items}>
          <Button className={current ? 'view-on' : ''}>
            <span className="cut">{current?.name ?? t('views.label')}</span>
            {modified && <span className="q">{t('views.modified')}</span>}
            <Icon name="down" />
          </Button>
        </Menu>
      )}
      {!current && <Button onClick={() => open('new')}>{t('views.save')}</Button>}
      {current?.mine && modified && (
        <Button onClick={() => attempt(saved.saveChanges(current))}>{t('views.saveChanges')}</Button>
      )}
      {form}
    </>
  )
}
