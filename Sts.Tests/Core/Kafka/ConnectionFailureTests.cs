using Sts.Core.Kafka;

namespace Sts.Tests.Core.Kafka;

public sealed class ConnectionFailureTests
{
    [TestCase(
        "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)",
        "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused")]
    [TestCase(
        "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 12ms in state CONNECT, 3 identical error(s) suppressed)",
        "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused")]
    [TestCase(
        "ssl://127.0.0.1:9093/bootstrap: SSL handshake failed: certificate verify failed (after 5ms in state SSL_HANDSHAKE)",
        "ssl://127.0.0.1:9093/bootstrap: SSL handshake failed: certificate verify failed")]
    [TestCase(
        "ssl://127.0.0.1:9093/bootstrap: Disconnected (after 5ms in state SSL_HANDSHAKE)",
        "ssl://127.0.0.1:9093/bootstrap: Disconnected during the SSL handshake")]
    [TestCase("Local: Broker transport failure", "Local: Broker transport failure")]
    public void Describe_WhatTheClientSays_TellsTheFailureAndNotItsTime(string reason, string expected) =>
        ConnectionFailure.Describe(reason).Should().Be(expected);
}
