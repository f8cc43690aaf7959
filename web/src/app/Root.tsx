import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { useEffect } from 'react'
import { Asks } from '../ui/Dialog.tsx'
import { Toasts } from '../ui/Toast.tsx'
import { useAppearance, useMedia } from './appearance.ts'
import { useLanguage } from './i18n.ts'
import { cache } from './query.ts'
import { router } from './router.tsx'
import { look } from './theme.ts'

// Node's rules type antd's files as CommonJS, Vite serves them as modules: either shape may arrive.
type Either<T> = T | { default: T }
const plain = <T extends object>(given: Either<T>): T => ('default' in given ? given.default : given)

const looks = { light: look('light'), dark: look('dark') }
/** What is to stand still must not wait for an animation's end: a dialog would never close. */
const still = {
  light: { ...looks.light, token: { ...looks.light.token, motion: false } },
  dark: { ...looks.dark, token: { ...looks.dark.token, motion: false } },
}

export const Root = () => {
  const { mode } = useAppearance()
  const { language } = useLanguage()
  const calm = useMedia('(prefers-reduced-motion: reduce)')
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  }, [language])
  return (
    <QueryClientProvider client={cache}>
      <ConfigProvider
        theme={(calm ? still : looks)[mode]}
        locale={plain(language === 'en' ? enUS : zhCN)}
        wave={{ disabled: true }}
      >
        <RouterProvider router={router} />
        <Toasts />
        <Asks />
      </ConfigProvider>
    </QueryClientProvider>
  )
}
