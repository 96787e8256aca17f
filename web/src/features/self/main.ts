import '$/older';
import '$/ui/tokens.css';
import '$/ui/base.css';
import './self.css';
import { mount } from 'svelte';
import { showTheme } from '$/app/theme.svelte';
import { isLanguage, rememberedLanguage, setLanguage } from '$/i18n/index.svelte';
import Self from './Self.svelte';

showTheme();
const asked = new URLSearchParams(location.search).get('lang');
setLanguage(isLanguage(asked) ? asked : (rememberedLanguage() ?? 'ar'), isLanguage(asked)).then(() =>
  mount(Self, { target: document.getElementById('app')! }),
);
