using System.CommandLine;
using System.Globalization;
using Firstlight.Cluster;
using Firstlight.Core;
using Firstlight.Storage;

namespace Firstlight.Cloud;

/// <summary>
/// <c>forget-keys</c>: the keys of an installation at PostgreSQL are lost for good, and the next program to start brings others
/// (docs/operate/several-nodes.md).
/// </summary>
internal static class ForgetKeysCommand
{
    public static Command Create(DatabaseArgument database, OptionSources sources)
    {
        var command = new Command(
            "forget-keys",
            "The keys are lost for good: lets the next start bring others. Stop every node first."
        );
        database.AddTo(command);
        sources.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(database.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? settings, CancellationToken cancellation)
    {
        if (settings is null)
        {
            await Console.Error.WriteLineAsync(
                "Nothing was changed. Name the PostgreSQL database with --database; without one keys are not compared."
            );
            return CloudCommand.WrongOption;
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddVocabulary();
        builder.Services.AddPostgresStorage(settings);
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
            var marks = host.Services.GetRequiredService<IInstallationMarks>();
            var forgotten = await marks.ForgetKeysAsync(cancellation);
            await host.StopAsync(cancellation);
            await Console.Out.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{forgotten} keys are forgotten. The keys of the program that starts next are those of the installation."
                )
            );
            return 0;
        }
        catch (Exception fault) when (fault is DatabaseRefusedException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"Nothing was changed. {fault.Message}");
            return StartFault.ExitCode;
        }
    }
}
