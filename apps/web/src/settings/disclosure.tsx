import { Box, UnstyledButton } from '@mantine/core';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import { useId, useState, type ReactNode } from 'react';

/** Details on demand. While it is closed nothing inside can be reached by keyboard. */
export function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <Box mt={6}>
      <UnstyledButton
        fz="sm"
        c="var(--mantine-color-anchor)"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}
      >
        <IconChevronRight size={14} aria-hidden style={isOpen ? { transform: 'rotate(90deg)' } : undefined} />
        {label}
      </UnstyledButton>
      {isOpen && (
        <Box id={id} mt={6}>
          {children}
        </Box>
      )}
    </Box>
  );
}
