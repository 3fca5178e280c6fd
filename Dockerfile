# Firebreak, small and not as root. `docker compose up` brings a Postgres with it.
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.txt pyproject.toml README.md LICENSE manifest.yml ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY migrations migrations
COPY bot bot
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home firebreak && mkdir /var/lib/firebreak && chown firebreak /var/lib/firebreak
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER firebreak
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////var/lib/firebreak/firebreak.db PORT=3000
VOLUME /var/lib/firebreak
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/ready')"]
# One container is enough to begin with. With several, run `firebreak migrate` once before them.
CMD ["sh", "-c", "firebreak migrate && exec firebreak run"]
