import { Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../../contract/profile.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Form, useForm } from '../../ui/Form.tsx'
import { useTexts } from '../i18n.ts'
import { useSession } from '../session.tsx'
import type { SavedViews, ViewValues } from './useSavedViews.ts'

type Props = { saved: SavedViews /** Absent makes a new one. */; view?: SavedView; onClose: () => void }

/** A view's name, whether the page opens with it, and whether everybody of the node sees it. */
export const ViewForm = ({ saved, view, onClose }: Props) => {
  const { t } = useTranslation('app')
  const { form } = useTexts('ui')
  const { node } = useSession()
  const use = useForm<Partial<ViewValues>>(async ({ name = '', shared, isDefault = false }) => {
    const values = { name: name.trim(), shared: shared ?? view?.shared ?? false, isDefault }
    await (view ? saved.rename(view, values) : saved.add(values))
    onClose()
  })
  return (
    <Dialog
      open
      title={t(view ? 'views.edit' : 'views.save')}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button big look="primary" busy={use.sending} onClick={use.submit}>
            {form.save}
          </Button>
        </div>
      }
    >
      <Form
        use={use}
        initial={{
          name: view?.name ?? '',
          shared: view?.shared ?? false,
          isDefault: view?.isDefault ?? false,
        }}
      >
        <Field name="name" label={t('views.name')} required>
          <Input autoFocus maxLength={40} onPressEnter={use.submit} />
        </Field>
        <Field name="isDefault" label={t('views.opensPage')} valueName="checked">
          <Switch />
        </Field>
        {saved.mayShare && (
          <Field
            name="shared"
            label={t('views.share')}
            hint={t('views.shareHint', { node: node.name })}
            valueName="checked"
          >
            <Switch />
          </Field>
        )}
      </Form>
    </Dialog>
  )
}
