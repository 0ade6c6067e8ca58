import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answers } from './answers.ts';
import { Shell } from './Shell.tsx';
import './style.css';

const place = document.getElementById('page');
if (place)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={answers}>
        <Shell />
      </QueryClientProvider>
    </StrictMode>,
  );
