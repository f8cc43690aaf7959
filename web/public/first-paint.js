// Runs before the first paint so that a dark screen never flashes white. A file, not inline: the CSP is script-src 'self'.
;(() => {
  const root = document.documentElement
  const mode = localStorage.getItem('ringroad.theme') || 'system'
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.dataset.density = localStorage.getItem('ringroad.density') || 'compact'
  root.lang =
    localStorage.getItem('ringroad.language') || (navigator.language.startsWith('zh') ? 'zh-CN' : 'en')
})()
