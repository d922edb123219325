using Firstlight.Activation;

namespace Firstlight.Api.Tests.Support;

/// <summary>Answers as the test says, and keeps what was shown.</summary>
public sealed class FakeTrade(World world) : ICodeTrade
{
    public CodeAnswer? Answer { get; set; }

    public (CodeOffer Offer, string? From) Last { get; private set; }

    public Task<CodeAnswer> TradeAsync(CodeOffer offer, string? remoteAddress, CancellationToken cancellation)
    {
        world.Touch();
        Last = (offer, remoteAddress);
        return Task.FromResult(Answer ?? throw new InvalidOperationException("The test has set no answer."));
    }
}
