using System.CommandLine;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary>Runs a command's body: gives it its <see cref="Call"/> and turns whatever it throws into an exit code.</summary>
internal sealed class CommandRunner(Surroundings surroundings)
{
    public void Set(Command command, Func<Call, CancellationToken, Task<int>> body) =>
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var call = new Call(parsed, surroundings);
                try
                {
                    return await body(call, cancellation);
                }
                catch (CommandFailure failure)
                {
                    return Complaint.Write(surroundings.Error, failure);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    return ExitCodes.Interrupted;
                }
                catch (Exception fault)
                {
                    return Complaint.Write(
                        surroundings.Error,
                        new CommandFailure(
                            ExitCodes.Fault,
                            $"Unexpected: {fault.Message} ({fault.GetType().Name})",
                            "This is a fault of the program; please report it with the command you gave."
                        )
                    );
                }
            }
        );

    /// <summary>For commands that end well whenever they end.</summary>
    public void Set(Command command, Func<Call, CancellationToken, Task> body) =>
        Set(
            command,
            async (call, cancellation) =>
            {
                await body(call, cancellation);
                return ExitCodes.Ok;
            }
        );
}
