using System.CommandLine;
using Firstlight.Accounts;
using Firstlight.Storage;

namespace Firstlight.Cloud;

/// <summary>
/// <c>reset-link EMAIL</c>: a link to a new password for who is locked out, made at the database's machine while the cloud is
/// stopped. Whoever may read the data folder could do anything anyway.
/// </summary>
internal static class ResetLinkCommand
{
    private const int Refused = 4;

    public static Command Create(Option<string> data, DatabaseArgument database, OptionSources sources)
    {
        var email = new Argument<string>("email") { Description = "The e-mail address of the account" };
        var url = new Option<string>("--at")
        {
            Description = "Where you will open the link",
            DefaultValueFactory = _ => "http://localhost:8080",
        };
        var command = new Command("reset-link", "Prints a link to a new password; stop the cloud first.")
        {
            email,
            url,
            data,
        };
        database.AddTo(command);
        sources.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    CloudOptions.DatabasePathIn(Path.GetFullPath(parsed.GetValue(data)!)),
                    database.Read(parsed),
                    parsed.GetValue(email)!,
                    parsed.GetValue(url)!,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        string? settings,
        string email,
        string url,
        CancellationToken cancellation
    )
    {
        if (settings is null && !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"There is no database {path}. Name its folder with --data.");
            return StartFault.ExitCode;
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddVocabulary();
        builder.Services.AddStorage(path, settings);
        builder.Services.AddAccounts();
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (DatabaseRefusedException fault)
        {
            await Console.Error.WriteLineAsync($"No link was made. {fault.Message}");
            return StartFault.ExitCode;
        }

        var code = await PrintAsync(host.Services, email, url, cancellation);
        await host.StopAsync(cancellation);
        return code;
    }

    private static async Task<int> PrintAsync(
        IServiceProvider services,
        string email,
        string url,
        CancellationToken cancellation
    )
    {
        await using var scope = services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<IPasswordResets>().MakeLinkAsync(email, cancellation);
        if (!link.Succeeded)
        {
            await Console.Error.WriteLineAsync($"No link was made. {link.Refusal.Message}");
            return Refused;
        }

        await Console.Out.WriteLineAsync(
            $"""
            Start the cloud and open this link. It works once, until {link.Value.ExpiresAt:u}:
              {url.TrimEnd('/')}{link.Value.Path}
            """
        );
        return 0;
    }
}
