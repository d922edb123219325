using Firstlight.Fleet;

namespace Firstlight.Cloud;

/// <summary>A node that the others have declared gone ends the program: whoever started it starts it again, as a new life.</summary>
internal sealed class EndOfNode(INodeSeat seat, IHostApplicationLifetime program) : IHostedService
{
    /// <summary>Exit code of a program that has to be started again (docs/operate/README.md).</summary>
    public const int ExitCode = 5;

    private CancellationTokenRegistration _watching;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watching = seat.Ended.UnsafeRegister(
            static program => ((IHostApplicationLifetime)program!).StopApplication(),
            program
        );
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _watching.DisposeAsync();
}
