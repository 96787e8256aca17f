import './older';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/lists.css';
import './ui/print.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { listen } from './app/router.svelte';
import { showTheme } from './app/theme.svelte';
import { isLanguage, rememberedLanguage, setLanguage } from './i18n/index.svelte';

showTheme();
listen();
// An address such as "/?lang=fr" opens the app in that language, for links in letters and on posters.
const asked = new URLSearchParams(location.search).get('lang');
setLanguage(isLanguage(asked) ? asked : (rememberedLanguage() ?? 'ar'), isLanguage(asked)).then(() =>
  mount(App, { target: document.getElementById('app')! }),
);
