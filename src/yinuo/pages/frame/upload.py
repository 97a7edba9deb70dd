"""Reads uploads up to a limit; what is beyond it is counted and dropped, so that the answer gets through."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from yinuo.store.picture import MOST_BYTES

_HANG_UP_AFTER = 5 * MOST_BYTES


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file of at most 20 MB on disk while it is read; of a larger one only its size is known.

    The rest of a larger request is still read, up to 100 MB, since a phone that is cut off shows its own
    error and loses the form; beyond that nobody is at the other end who means well.
    """

    _file: TemporaryUploadedFile
    _read: int

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Open a place for the file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._file = TemporaryUploadedFile(
            self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
        )
        self._read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, or only count it."""
        self._read += len(raw_data)
        if self._read > _HANG_UP_AFTER:
            raise StopUpload(connection_reset=True)
        if self._read <= MOST_BYTES:
            self._file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file; one that was too large comes empty, with its true size."""
        if self._read > MOST_BYTES:
            self._file.close()
            return UploadedFile(io.BytesIO(), self.file_name, self.content_type, self._read)
        self._file.seek(0)
        self._file.size = self._read
        return self._file

    def upload_interrupted(self) -> None:
        """Leave nothing behind when the connection breaks."""
        if hasattr(self, "_file"):
            self._file.close()
