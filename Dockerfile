# syntax=docker/dockerfile:1
# STS as an image: docker build --tag sts .
#   --target chiseled    smaller and without a shell; it can't speak by itself (no espeak-ng), so give it a speech server or leave speech to other hosts

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /src
# What is restored changes seldom, so it is a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY Sts.Core/Sts.Core.csproj Sts.Core/
COPY Sts.Agents/Sts.Agents.csproj Sts.Agents/
COPY Sts.Processors/Sts.Processors.csproj Sts.Processors/
COPY Sts.Host/Sts.Host.csproj Sts.Host/
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore Sts.Host/Sts.Host.csproj --arch $TARGETARCH
COPY appsettings.json ./
COPY schemas/ schemas/
COPY Sts.Core/ Sts.Core/
COPY Sts.Agents/ Sts.Agents/
COPY Sts.Processors/ Sts.Processors/
COPY Sts.Host/ Sts.Host/
RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish Sts.Host/Sts.Host.csproj --configuration Release --arch $TARGETARCH --no-restore --no-self-contained --output /app
# Empty folders that the program's user may write to; an image without a shell can't make them.
RUN mkdir -p /rooms/var/lib/sts /rooms/etc/sts

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS chiseled
COPY --from=build --chown=1654:1654 /rooms/var/lib/sts /var/lib/sts
COPY --from=build /rooms/etc/sts /etc/sts
COPY --from=build /app /app
WORKDIR /etc/sts
ENV Data__Directory=/var/lib/sts Plugins__Directory=/app/plugins DOTNET_EnableDiagnostics=0
USER 1654:1654
EXPOSE 8080 8081
VOLUME /var/lib/sts
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["dotnet", "/app/Sts.Host.dll", "health", "--live"]
ENTRYPOINT ["dotnet", "/app/Sts.Host.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS sts
RUN apt-get update && apt-get install --yes --no-install-recommends espeak-ng && rm -rf /var/lib/apt/lists/*
COPY --from=build --chown=1654:1654 /rooms/var/lib/sts /var/lib/sts
COPY --from=build /rooms/etc/sts /etc/sts
COPY --from=build /app /app
WORKDIR /etc/sts
ENV Data__Directory=/var/lib/sts Plugins__Directory=/app/plugins DOTNET_EnableDiagnostics=0
USER 1654:1654
EXPOSE 8080 8081
VOLUME /var/lib/sts
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["dotnet", "/app/Sts.Host.dll", "health", "--live"]
ENTRYPOINT ["dotnet", "/app/Sts.Host.dll"]
