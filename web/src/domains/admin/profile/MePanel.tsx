import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { editProfile, type Profile } from '../../../../../contract/profile.ts'
import { chooseDensity, chooseTheme, useAppearance } from '../../../app/appearance.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Field, Form, useForm } from '../../../ui/Form.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { Segment } from '../../../ui/Segment.tsx'

const Looks = () => {
  const { t } = useTranslation(['app', 'admin'])
  const { choice, density } = useAppearance()
  const { language, switchLanguage } = useLanguage()
  const write = useWrite(editProfile, {})
  const keep = (body: Parameters<typeof write.send>[0]['body']) => void write.send({ body }).catch(() => {})
  return (
    <>
      <div className="f">
        <span id="me-language">{t('language.label')}</span>
        <Segment
          label={t('language.label')}
          value={language}
          options={[
            { value: 'zh-CN', label: t('language.zh') },
            { value: 'en', label: t('language.en') },
          ]}
          onChange={(next) => {
            void switchLanguage(next)
            keep({ language: next })
          }}
        />
      </div>
      <div className="f">
        <span>{t('theme.label')}</span>
        <Segment
          label={t('theme.label')}
          value={choice}
          options={(['light', 'dark', 'system'] as const).map((value) => ({
            value,
            label: t(`theme.${value}`),
          }))}
          onChange={chooseTheme}
        />
      </div>
      <div className="f">
        <span>{t('density.label')}</span>
        <Segment
          label={t('density.label')}
          value={density}
          options={(['compact', 'comfortable'] as const).map((value) => ({
            value,
            label: t(`density.${value}`),
          }))}
          onChange={(next) => {
            chooseDensity(next)
            keep({ density: next })
          }}
        />
      </div>
    </>
  )
}

export const MePanel = ({ profile }: { profile: Profile }) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { node, roles } = useSession()
  const write = useWrite(editProfile, { quiet: true, done: () => t('profile.saved') })
  const use = useForm<{ email?: string }>(({ email }) => write.send({ body: { email: email || null } }))
  return (
    <>
      <Panel title={profile.name} note={profile.login}>
        <Facts
          items={[
            { key: 'node', label: t('users.node'), value: node.name },
            { key: 'roles', label: t('users.roles'), value: roles.map(say).join(' · ') || '–' },
            { key: 'phone', label: t('profile.phone'), value: profile.phone ?? '–' },
          ]}
        />
        <Form use={use} initial={{ email: profile.email ?? '' }}>
          <Field name="email" label={t('profile.email')} hint={t('profile.emailHint')}>
            <Input maxLength={120} inputMode="email" autoComplete="email" />
          </Field>
          <Button submit busy={use.sending}>
            {t('profile.save')}
          </Button>
        </Form>
      </Panel>
      <Panel title={t('profile.looks')}>
        <Looks />
      </Panel>
    </>
  )
}
