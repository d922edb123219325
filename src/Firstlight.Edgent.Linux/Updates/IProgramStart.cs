namespace Firstlight.Edgent.Linux;

/// <summary>How one program becomes another.</summary>
internal interface IProgramStart
{
    /// <summary>A variable of the environment.</summary>
    string? Variable(string name);

    /// <summary>Becomes the program, with one more variable in its environment. Returns only when that cannot be, and says why.</summary>
    string Become(string program, IReadOnlyList<string> arguments, string variable, string value);
}

/// <summary>The same process goes on as another program: the service manager sees nothing of it.</summary>
internal sealed class ProgramStart : IProgramStart
{
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public string Become(string program, IReadOnlyList<string> arguments, string variable, string value)
    {
        var environment = new List<string>();
        foreach (System.Collections.DictionaryEntry each in Environment.GetEnvironmentVariables())
            environment.Add($"{each.Key}={each.Value}");
        environment.Add($"{variable}={value}");
        return KernelCalls.Execute(program, [program, .. arguments], environment);
    }
}
